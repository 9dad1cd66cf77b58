/** Addresses that the server answers itself, signal or not: no page of the app, and never taken from what is kept. */
export const ofServer = /^\/(graphql|photos|my-data|calendar|health|metrics|hours\.|reach\.|n|signatures)\b|\.atom$/
