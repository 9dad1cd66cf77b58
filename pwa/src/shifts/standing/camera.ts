/** Reads QR codes with the phone's camera, where its browser can. */
interface Detector {
  detect: (picture: HTMLVideoElement) => Promise<{ rawValue: string }[]>
}

interface DetectorClass {
  new (options: { formats: string[] }): Detector
  getSupportedFormats: () => Promise<string[]>
}

/** So often it is looked at, in milliseconds: quick for a person, bearable for a cheap phone. */
const pause = 250

async function detector(): Promise<Detector | undefined> {
  const { BarcodeDetector: Detecting } = globalThis as unknown as { BarcodeDetector?: DetectorClass }
  const formats = await Detecting?.getSupportedFormats().catch(() => [] as string[])
  return Detecting && navigator.mediaDevices && formats?.includes('qr_code') ? new Detecting({ formats: ['qr_code'] }) : undefined
}

export type Watching = { state: 'watching'; stop: () => void } | { state: 'impossible' } | { state: 'refused' }

/** Shows what the camera sees, and tells of every code in it until it is stopped. */
export async function watchFor(video: HTMLVideoElement, read: (text: string) => void): Promise<Watching> {
  const detecting = await detector()
  if (!detecting) return { state: 'impossible' }
  const stream = await navigator.mediaDevices.getUserMedia({ video: { facingMode: 'environment' } }).catch(() => undefined)
  if (!stream) return { state: 'refused' }
  video.srcObject = stream
  await video.play().catch(() => undefined)
  const timer = setInterval(() => {
    void detecting.detect(video).then((found) => found[0] && read(found[0].rawValue), () => undefined)
  }, pause)
  const stop = () => {
    clearInterval(timer)
    stream.getTracks().forEach((track) => track.stop())
  }
  return { state: 'watching', stop }
}
