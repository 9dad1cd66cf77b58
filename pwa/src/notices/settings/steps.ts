/** The channels as somebody sets them: which of them, and when each has its turn. */
import type { Channel, Settings, SettingsInput } from './documents'

/** As they are asked; the door is always there, and last. */
export const channels = ['PUSH', 'GROUPS', 'SMS', 'DOOR'] as const satisfies readonly Channel[]

export interface Turn {
  used: boolean
  minutes: number
}

export type Turns = Record<Channel, Turn>

/** What a channel that is not used yet begins with: as where nobody has set any (backend/notices/in_force.py). */
const usual: Record<Channel, number> = { PUSH: 0, GROUPS: 0, SMS: 3, DOOR: 15 }

export const turnsOf = (steps: Settings['steps']): Turns =>
  Object.fromEntries(channels.map((channel) => [channel, turnOf(channel, steps)])) as Turns

function turnOf(channel: Channel, steps: Settings['steps']): Turn {
  const step = steps.find((one) => one.channel === channel)
  return { used: !!step || channel === 'DOOR', minutes: step?.minutes ?? usual[channel] }
}

/** In the order of their minutes; where two have the same, as they are asked. */
export const stepsOf = (turns: Turns): SettingsInput['steps'] =>
  channels
    .filter((channel) => turns[channel].used)
    .map((channel) => ({ channel, minutes: turns[channel].minutes }))
    .sort((one, other) => Number(one.channel === 'DOOR') - Number(other.channel === 'DOOR') || one.minutes - other.minutes)

/** Nobody is sent to a door before all else has had its turn. */
export const isDoorLast = (turns: Turns) => channels.every((channel) => !turns[channel].used || turns[channel].minutes <= turns.DOOR.minutes)
