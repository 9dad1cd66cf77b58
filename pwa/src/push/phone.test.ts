import { describe, expect, test } from 'vitest'
import { obstacleOf, ringsByGoogle, type Phone } from './phone'

const android = 'Mozilla/5.0 (Linux; Android 10; HUAWEI) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/120.0.0.0 Mobile Safari/537.36'
const weChat = `${android} MicroMessenger/8.0.44`
const iphone = (version: string) => `Mozilla/5.0 (iPhone; CPU iPhone OS ${version} like Mac OS X) AppleWebKit/605.1.15 Mobile/15E148 Safari/604.1`
const ipad = 'Mozilla/5.0 (Macintosh; Intel Mac OS X 10_15_7) AppleWebKit/605.1.15 (KHTML, like Gecko) Version/17.1 Safari/605.1.15'
const firefox = 'Mozilla/5.0 (Android 13; Mobile; rv:120.0) Gecko/120.0 Firefox/120.0'

const able: Phone = { agent: android, secure: true, push: true, permission: 'default', installed: false, fingers: 5 }

describe('why a phone does not ring', () => {
  test.each<[string, Partial<Phone>, ReturnType<typeof obstacleOf>]>([
    ['a common phone can', {}, undefined],
    ['one that was allowed to can', { permission: 'granted' }, undefined],
    ['its owner said no', { permission: 'denied' }, 'denied'],
    ['WeChat', { agent: weChat, push: false }, 'weChat'],
    ['WeChat, even where it seems to have push', { agent: weChat }, 'weChat'],
    ['a plain http address', { secure: false, push: false, permission: undefined }, 'insecure'],
    ['an old browser', { push: false, permission: undefined }, 'noPush'],
    ['an iPhone in Safari', { agent: iphone('17_2'), push: false, permission: undefined }, 'install'],
    ['an iPhone with the first system that can', { agent: iphone('16_4'), push: false }, 'install'],
    ['an iPhone with the last system that cannot', { agent: iphone('16_3'), push: false }, 'oldIos'],
    ['an old iPhone', { agent: iphone('15_8'), push: false }, 'oldIos'],
    ['an iPhone from the home screen', { agent: iphone('17_2'), installed: true }, undefined],
    ['an iPad that calls itself a Mac', { agent: ipad, push: false }, 'install'],
    ['a Mac', { agent: ipad, push: false, fingers: 0 }, 'noPush'],
  ])('%s', (_, different, expected) => {
    expect(obstacleOf({ ...able, ...different })).toBe(expected)
  })
})

test('Chrome on Android rings by way of Google, Firefox and iPhones do not', () => {
  expect([android, firefox, iphone('17_2')].map((agent) => ringsByGoogle({ ...able, agent }))).toEqual([true, false, false])
})
