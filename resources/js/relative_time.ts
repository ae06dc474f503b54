/** `<relative-time><time datetime="…">`: within a week, how long ago; the whole date stays on hover. */
const UNITS = [
  ['minute', 60],
  ['hour', 3600],
  ['day', 86_400],
] as const
const WEEK = 7 * 86_400

class RelativeTime extends HTMLElement {
  connectedCallback() {
    const time = this.querySelector('time')
    if (!time) return
    const at = new Date(time.dateTime)
    const seconds = (Date.now() - at.getTime()) / 1000
    time.title ||= time.textContent ?? ''
    const { lang } = document.documentElement
    if (seconds > WEEK || seconds < -60) {
      const sameYear = at.getFullYear() === new Date().getFullYear()
      const year = sameYear ? undefined : 'numeric'
      time.textContent = at.toLocaleDateString(lang, { day: 'numeric', month: 'long', year })
      return
    }
    const known = UNITS.findLast(([, length]) => seconds >= length)
    if (!known) {
      time.textContent = document.body.dataset.justNow ?? ''
      return
    }
    const [unit, size] = known
    const words = new Intl.RelativeTimeFormat(lang, {
      numeric: 'auto',
      style: lang === 'en' ? 'narrow' : 'short',
    })
    time.textContent = words.format(-Math.floor(seconds / size), unit)
  }
}
customElements.define('relative-time', RelativeTime)
