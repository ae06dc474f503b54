/** What the server said of a photo it took. */
export interface SentPhoto {
  id: number
  key: string
}

/** Why it did not: a sentence of the server, or null when the network failed (worth another try). */
export class UploadFailure extends Error {
  constructor(readonly sentence: string | null) {
    super(sentence ?? 'network')
  }
}

/** Sends one photo; XMLHttpRequest because fetch does not tell how far an upload is. */
export function sendPhoto(
  file: File,
  token: string | null,
  progress: (share: number) => void,
  signal: AbortSignal
): Promise<SentPhoto> {
  return new Promise((resolve, reject) => {
    const request = new XMLHttpRequest()
    const body = new FormData()
    if (token) body.append('_token', token)
    body.append('photo', file)
    request.open('POST', '/photos')
    request.setRequestHeader('Accept', 'application/json')
    request.responseType = 'json'
    request.upload.onprogress = ({ loaded, total }) => progress(total ? loaded / total : 0)
    request.onload = () => {
      const answer = request.response as (SentPhoto & { error?: string }) | null
      if (request.status === 201 && answer) resolve(answer)
      else reject(new UploadFailure((request.status < 500 && answer?.error) || null))
    }
    request.onerror = () => reject(new UploadFailure(null))
    signal.addEventListener('abort', () => request.abort())
    request.send(body)
  })
}
