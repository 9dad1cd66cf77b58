/** A number as people say it: 138 0000 0005, 138 **** 0005; numbers of other countries stay as they are. */
export const saidPhone = (phone: string) => phone.replace(/^\+86(1\d{2})(\d{4}|\*{4})(\d{4})$/, '$1 $2 $3')
