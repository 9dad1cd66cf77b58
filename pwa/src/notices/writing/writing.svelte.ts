/** Sending what was written: its picture first, then the text that names it. */
import { putPhoto } from '../../graph/request'
import { Said } from '../../graph/said.svelte'
import type { Draft } from './draft'

export class Writing extends Said {
  #sent = ''

  /** Whether the server has the draft's picture; one that it has is not sent again. */
  async sendPicture({ picture }: Draft): Promise<boolean> {
    if (!picture || picture.id === this.#sent) return true
    await this.go(async () => {
      await putPhoto(picture.id, await picture.image.arrayBuffer())
      this.#sent = picture.id
    })
    return picture.id === this.#sent
  }
}
