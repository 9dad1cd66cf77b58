/** Makes a photo small enough for a weak signal: at most 1600 px a side and 250 kB of JPEG. */
const longestSide = 1600
export const mostBytes = 250_000

export function scaledTo(width: number, height: number, longest = longestSide): { width: number; height: number } {
  const scale = Math.min(1, longest / Math.max(width, height))
  return { width: Math.max(1, Math.round(width * scale)), height: Math.max(1, Math.round(height * scale)) }
}

/** Throws when the file is no picture that this phone can read. */
export async function smallPicture(file: Blob): Promise<Blob> {
  const photo = await read(file)
  for (let longest = longestSide; ; longest *= 0.75) {
    const canvas = draw(photo, scaledTo(photo.width, photo.height, longest))
    for (const quality of [0.82, 0.7, 0.55]) {
      const picture = await jpeg(canvas, quality)
      if (picture.size <= mostBytes) return picture
    }
  }
}

/** An `img` turns the photo the way it was held on every browser; `createImageBitmap` does not. */
function read(file: Blob): Promise<HTMLImageElement> {
  const address = URL.createObjectURL(file)
  return new Promise<HTMLImageElement>((resolve, reject) => {
    const image = new Image()
    image.onload = () => resolve(image)
    image.onerror = () => reject(new Error('This is not a picture.'))
    image.src = address
  }).finally(() => URL.revokeObjectURL(address))
}

function draw(photo: HTMLImageElement, { width, height }: { width: number; height: number }): HTMLCanvasElement {
  const canvas = Object.assign(document.createElement('canvas'), { width, height })
  canvas.getContext('2d')!.drawImage(photo, 0, 0, width, height)
  return canvas
}

function jpeg(canvas: HTMLCanvasElement, quality: number): Promise<Blob> {
  return new Promise((resolve, reject) => {
    canvas.toBlob((picture) => (picture ? resolve(picture) : reject(new Error('The picture cannot be written.'))), 'image/jpeg', quality)
  })
}
