/** The sentences of the picker, in the page's language. */
export type Words = Record<
  | 'alt'
  | 'altHint'
  | 'earlier'
  | 'later'
  | 'remove'
  | 'failed'
  | 'retry'
  | 'sending'
  | 'sent'
  | 'full'
  | 'wait'
  | 'ask',
  string
>

/** An element with properties and children; keeps the markup below readable. */
export function make<Name extends keyof HTMLElementTagNameMap>(
  name: Name,
  properties: Partial<HTMLElementTagNameMap[Name]>,
  ...children: Array<Node | string>
): HTMLElementTagNameMap[Name] {
  const element = Object.assign(document.createElement(name), properties)
  element.append(...children)
  return element
}

/** A button with an icon of the page and its name in words. */
export function tool(icon: string, words: string, act: () => void): HTMLButtonElement {
  const button = make('button', { type: 'button', title: words, ariaLabel: words, onclick: act })
  button.innerHTML = `<svg class="icon" aria-hidden="true"><use href="/icons.svg#${icon}"/></svg>`
  return button
}

/** The line of a photo that was just chosen: its picture at once, its words while it leaves. */
export function pickedPhoto(file: File, key: string, words: Words): HTMLLIElement {
  const image = make('img', {
    className: 'pick__image',
    alt: '',
    width: 112,
    height: 112,
    src: URL.createObjectURL(file),
  })
  image.onload = () => URL.revokeObjectURL(image.src)
  // Not every browser can draw a HEIC; the server will.
  image.onerror = () => image.replaceWith(make('span', { className: 'pick__image' }))
  return make(
    'li',
    { className: 'pick' },
    image,
    make(
      'div',
      { className: 'pick__body' },
      make('label', { className: 'field__label', htmlFor: key }, words.alt),
      make('input', { className: 'input', id: key, maxLength: 1500, placeholder: words.altHint }),
      make('progress', { max: 1, value: 0, ariaLabel: `${words.sending} ${file.name}` })
    )
  )
}
