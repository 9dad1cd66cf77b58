/** One thing of which two versions are known: what was written here, and what somebody else wrote meanwhile. */
export interface Version {
  what: string
  mine: string
  now: string
}
