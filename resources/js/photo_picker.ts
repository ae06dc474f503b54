import { make, pickedPhoto, tool, type Words } from './picked_photo.js'
import { sendPhoto, UploadFailure } from './photo_upload.js'

/** `<photo-picker>` around a file field: photos leave at once, are described and put in order. */
class PhotoPicker extends HTMLElement {
  #words = {} as Words
  #queue = Promise.resolve()
  #waiting = 0
  #made = 0
  #asked = false

  connectedCallback() {
    const input = this.querySelector<HTMLInputElement>('input[type=file]')
    const form = this.closest('form')
    if (!input || !form) return
    this.#words = JSON.parse(this.dataset.words ?? '{}')
    this.classList.add('picker--live')
    for (const line of this.#lines()) this.#addTools(line)
    input.addEventListener('change', () => {
      for (const file of input.files ?? []) this.#take(file)
      // Each file goes on its own: the field must not send them a second time.
      input.value = ''
    })
    this.addEventListener('dragover', (event) => event.preventDefault())
    this.addEventListener('drop', (event) => {
      event.preventDefault()
      for (const file of event.dataTransfer?.files ?? []) this.#take(file)
    })
    form.addEventListener('submit', (event) => {
      if (this.#waiting > 0) {
        event.preventDefault()
        this.#say(this.#words.wait)
        void this.#queue.then(() => form.requestSubmit(event.submitter))
        return
      }
      const silent = this.#lines().find((line) => this.#undescribed(line))
      if (!silent || this.#asked) return
      event.preventDefault()
      this.#asked = true
      this.#say(this.#words.ask)
      silent.querySelector<HTMLInputElement>('.input')?.focus()
    })
  }

  get #list() {
    return this.querySelector('ol') as HTMLOListElement
  }

  #undescribed(line: HTMLLIElement) {
    const sent = line.querySelector('[name="photo_ids[]"]') !== null
    return sent && line.querySelector<HTMLInputElement>('.input')?.value === ''
  }

  #lines() {
    return [...this.#list.querySelectorAll('li')]
  }

  #say(sentence: string) {
    const status = this.querySelector('[role=status]')
    if (status) status.textContent = sentence
  }

  #take(file: File) {
    if (this.#lines().length >= Number(this.getAttribute('max'))) return this.#say(this.#words.full)
    const line = pickedPhoto(file, `picked-${this.#made++}`, this.#words)
    this.#list.append(line)
    this.#addTools(line)
    this.#send(file, line)
  }

  #send(file: File, line: HTMLLIElement) {
    const progress = line.querySelector('progress')
    const stop = new AbortController()
    line.addEventListener('removed', () => stop.abort())
    this.#waiting++
    this.#queue = this.#queue.then(async () => {
      try {
        if (!line.isConnected) return
        const token = this.closest('form')?.querySelector<HTMLInputElement>('[name=_token]')?.value
        const show = (share: number) => progress && (progress.value = share)
        this.#keep(line, (await sendPhoto(file, token ?? null, show, stop.signal)).id)
        this.#say(this.#words.sent)
      } catch (failure) {
        this.#refuse(line, file, failure instanceof UploadFailure ? failure.sentence : null)
      } finally {
        this.#waiting--
      }
    })
  }

  #keep(line: HTMLLIElement, id: number) {
    line.querySelector('progress')?.remove()
    const alt = line.querySelector<HTMLInputElement>('.input')
    if (alt) alt.name = `alts[${id}]`
    line.append(make('input', { type: 'hidden', name: 'photo_ids[]', value: String(id) }))
  }

  #refuse(line: HTMLLIElement, file: File, sentence: string | null) {
    const body = line.querySelector('.pick__body')
    const progress = line.querySelector('progress')
    const error = make('p', { className: 'field__error' }, sentence ?? this.#words.failed)
    error.setAttribute('role', 'alert')
    progress?.remove()
    body?.append(error)
    // The server's own refusal will not change; a lost connection may come back.
    if (sentence !== null) {
      for (const part of line.querySelectorAll('.field__label, .input')) part.remove()
      return
    }
    const retry = make(
      'button',
      { type: 'button', className: 'button button--quiet button--small' },
      this.#words.retry
    )
    retry.onclick = () => {
      error.remove()
      retry.replaceWith(make('progress', { max: 1, value: 0, ariaLabel: this.#words.sending }))
      this.#send(file, line)
    }
    body?.append(retry)
  }

  #addTools(line: HTMLLIElement) {
    const move = (back: boolean) => {
      const other = back ? line.previousElementSibling : line.nextElementSibling
      if (back) other?.before(line)
      else other?.after(line)
      const name = back ? this.#words.earlier : this.#words.later
      line.querySelector<HTMLButtonElement>(`button[title="${name}"]`)?.focus()
    }
    const remove = () => {
      line.dispatchEvent(new Event('removed'))
      line.remove()
      this.querySelector<HTMLInputElement>('input[type=file]')?.focus()
    }
    const { earlier, later, remove: away } = this.#words
    line.querySelector('.pick__body')?.append(
      make(
        'div',
        { className: 'pick__tools' },
        tool('up', earlier, () => move(true)),
        tool('down', later, () => move(false)),
        tool('close', away, remove)
      )
    )
  }
}
customElements.define('photo-picker', PhotoPicker)
