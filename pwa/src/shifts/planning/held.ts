/** Somebody whom a leader has picked up, to put them into a hole of the board. */
export interface Held {
  id: string
  name: string
}
