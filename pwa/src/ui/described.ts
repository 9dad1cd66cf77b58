/** Ties a field to its hint and its error for those who hear the page. */
export function described(id: string, hint?: string, error?: string) {
  const by = [hint && `${id}-hint`, error && `${id}-error`].filter(Boolean).join(' ')
  return { 'aria-describedby': by || undefined, 'aria-invalid': error ? ('true' as const) : undefined }
}

/** Takes a person who pressed "send" too early to the first field that needs them; a form that is gone by then needs nobody. */
export function focusFirstError(form: HTMLElement | null) {
  requestAnimationFrame(() => form?.querySelector<HTMLElement>('[aria-invalid="true"]:not(fieldset), :is([aria-invalid="true"], [data-invalid]) input')?.focus())
}
