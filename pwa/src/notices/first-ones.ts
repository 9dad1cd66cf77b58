/** How many notices are asked for at once: the frame and the list ask the same, and so only once. */
export const firstOnes = { first: 20 }
