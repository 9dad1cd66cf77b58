/** What this phone can do about being rung, and if it cannot, why. */

/** What is looked at; a test makes it up. */
export interface Phone {
  agent: string
  /** Opened by https, or on this very machine. */
  secure: boolean
  /** Has service workers, push and notifications. */
  push: boolean
  permission: NotificationPermission | undefined
  /** Opened from the home screen. */
  installed: boolean
  /** Fingers that it feels at once. */
  fingers: number
}

export type Obstacle =
  /** In WeChat's own browser nothing can ring. */
  | 'weChat'
  /** An iPhone rings only for what stands on the home screen. */
  | 'install'
  /** An iPhone before iOS 16.4 never rings. */
  | 'oldIos'
  | 'insecure'
  | 'noPush'
  /** Its owner once said no; only the phone's own settings can undo it. */
  | 'denied'

export function obstacleOf(phone: Phone): Obstacle | undefined {
  if (/MicroMessenger/i.test(phone.agent)) return 'weChat'
  if (!phone.secure) return 'insecure'
  if (!phone.push) {
    if (!isApplePhone(phone)) return 'noPush'
    if (isBefore164(phone.agent)) return 'oldIos'
    return phone.installed ? 'noPush' : 'install'
  }
  return phone.permission === 'denied' ? 'denied' : undefined
}

/** Chrome and those made from it ring by way of a service that most phones in mainland China cannot reach. */
export const ringsByGoogle = ({ agent }: Phone) => /Android/.test(agent) && /Chrome\//.test(agent)

/** An iPad says that it is a Mac, but no Mac feels fingers. */
const isApplePhone = ({ agent, fingers }: Phone) => /iPhone|iPad|iPod/.test(agent) || (/Macintosh/.test(agent) && fingers > 1)

function isBefore164(agent: string): boolean {
  const found = /(?:OS|Version)[ /](\d+)[._](\d+)/.exec(agent)
  if (!found) return false
  const [major, minor] = [Number(found[1]), Number(found[2])]
  return major < 16 || (major === 16 && minor < 4)
}

export function thisPhone(): Phone {
  return {
    agent: navigator.userAgent,
    secure: isSecureContext,
    push: 'serviceWorker' in navigator && 'PushManager' in window && 'Notification' in window,
    permission: 'Notification' in window ? Notification.permission : undefined,
    installed: matchMedia('(display-mode: standalone)').matches || (navigator as { standalone?: boolean }).standalone === true,
    fingers: navigator.maxTouchPoints,
  }
}
