/** A part that few people ever see: it is loaded when it is needed, with its sentences. */
import type { Component } from 'svelte'
import { wordsAreHere } from '../words/language.svelte'

export async function later<Part extends Component<never, object, string>>(load: () => Promise<{ default: Part }>): Promise<Part> {
  const { default: part } = await load()
  await wordsAreHere()
  return part
}
