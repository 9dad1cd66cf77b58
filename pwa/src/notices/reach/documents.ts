import { graphql, type ResultOf } from '../../graph/operation'

/** Whom a notice has reached on one part of the tree, as a hint asks for it again and again. */
export const NoticeReach = graphql(`
  query NoticeReach($notice: ID!, $grid: ID) {
    reach(notice: $notice, grid: $grid) {
      id
      notice {
        id
        headline
        edition
        state
        earnest
        publishedAt
      }
      grid {
        id
        label
      }
      households
      waiting
      reached
      shown
      read
      answered
      signed
      toldByPhone
      toldAtDoor
      refused
      movedAway
      notAtHome
      via {
        via
        households
      }
      clock {
        half
        ninety
        all
      }
      curve {
        seconds
        reached
      }
      parts {
        grid {
          id
          name
        }
        households
        reached
        waiting
        clock {
          half
          ninety
          all
        }
        arrivedAt
      }
      stalled {
        grid {
          id
          label
        }
        person
        phone
        arrivedAt
        dueAt
        passedAt
      }
    }
  }
`)

/** What stands below: it changes less, and takes longer to add up. */
export const ReachBehind = graphql(`
  query ReachBehind($notice: ID!, $grid: ID) {
    reach(notice: $notice, grid: $grid) {
      id
      carried {
        channel
        opensAt
        doneAt
        tried
        taken
        failed
      }
      opened {
        grid {
          id
          label
        }
        times
      }
      unreachedByLiaison {
        post
        name
        households
      }
      earlier {
        notice {
          id
          headline
          publishedAt
        }
        households
        reached
        clock {
          half
          ninety
          all
        }
      }
    }
  }
`)

export type Reach = ResultOf<typeof NoticeReach>['reach']
export type Part = Reach['parts'][number]
export type Clock = Reach['clock']
export type Behind = ResultOf<typeof ReachBehind>['reach']
