/** A resident while they are being written down. */
import type { Resident } from '../documents'
import type { ResidentInput } from './documents'

export interface Draft {
  name: string
  phone: string
  birthYear: string
  isHead: boolean
}

export const blank = (): Draft => ({ name: '', phone: '', birthYear: '', isHead: false })

export const told = ({ name, phone, birthYear, isHead }: Resident): Draft => ({ name, phone, birthYear: birthYear ? String(birthYear) : '', isHead })

export const isNamed = ({ name }: Draft) => !!name.trim()

export function inputOf({ name, phone, birthYear, isHead }: Draft): ResidentInput {
  return {
    name: name.trim(),
    phone: phone.trim() || undefined,
    birthYear: /^\d{4}$/.test(birthYear.trim()) ? Number(birthYear) : undefined,
    isHead,
    needs: [],
  }
}
