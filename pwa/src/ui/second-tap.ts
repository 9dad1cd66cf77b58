/** Half a second: nobody reads what a sheet has uncovered, and means to press it, any sooner. */
const READING = 500
/** A finger's width, in CSS pixels. */
const FINGER = 24

let last: MouseEvent | undefined
let moved = -READING

/** Something came, or went, under the finger: the second half of a double tap was not meant for what lies there now. */
export function movedUnderFinger() {
  moved = performance.now()
}

// From the keyboard, or by a program, a click has no place and no count.
document.addEventListener(
  'click',
  (event) => {
    if (!event.detail) return
    if (last && event.timeStamp - moved < READING && near(event, last)) {
      event.preventDefault()
      event.stopImmediatePropagation()
    }
    last = event
  },
  true,
)

const near = (one: MouseEvent, other: MouseEvent) => Math.hypot(one.clientX - other.clientX, one.clientY - other.clientY) < FINGER
