/** The address in the phone's own map; never a page of somebody else, which would learn it. */
export function mapOf(address: string, phone: string): string | undefined {
  const place = encodeURIComponent(address)
  // WeChat opens no other programs.
  if (/MicroMessenger/.test(phone)) return undefined
  if (/Android/.test(phone)) return `geo:0,0?q=${place}`
  return /iPhone|iPad/.test(phone) ? `maps:?q=${place}` : undefined
}
