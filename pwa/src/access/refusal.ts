/** What a mutation that is asked at once may answer instead of the thing. */
export const refusal = (answer: object): string | undefined => ('message' in answer ? String(answer.message) : undefined)
