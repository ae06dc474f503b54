import { readFileSync } from 'node:fs'
import { test } from '@japa/runner'
import { ACCENTS } from '#organisation/organisation_form'

const css = readFileSync(new URL('../../../resources/css/tokens.css', import.meta.url), 'utf8')

interface Oklch {
  lightness: number
  chroma: number
  hue: number
}

/** Relative luminance (WCAG 2.2) of an OKLCH colour, clipped to sRGB as a screen does. */
function luminance({ lightness, chroma, hue }: Oklch): number {
  const angle = (hue * Math.PI) / 180
  const [a, b] = [chroma * Math.cos(angle), chroma * Math.sin(angle)]
  const l = (lightness + 0.3963377774 * a + 0.2158037573 * b) ** 3
  const m = (lightness - 0.1055613458 * a - 0.0638541728 * b) ** 3
  const s = (lightness - 0.0894841775 * a - 1.291485548 * b) ** 3
  const clip = (one: number) => Math.min(1, Math.max(0, one))
  const red = clip(4.0767416621 * l - 3.3077115913 * m + 0.2309699292 * s)
  const green = clip(-1.2684380046 * l + 2.6097574011 * m - 0.3413193965 * s)
  const blue = clip(-0.0041960863 * l - 0.7034186147 * m + 1.707614701 * s)
  return 0.2126 * red + 0.7152 * green + 0.0722 * blue
}

function contrast(one: Oklch, other: Oklch): number {
  const [dark = 0, light = 0] = [luminance(one), luminance(other)].sort((x, y) => x - y)
  return (light + 0.05) / (dark + 0.05)
}

function accentOf(name: string) {
  const [, hue, chroma] =
    new RegExp(
      `\\[data-accent='${name}'\\] \\{\\s*--accent-hue: ([\\d.]+);\\s*--accent-chroma: ([\\d.]+);`
    ).exec(css) ?? []
  return { hue: Number(hue), chroma: Number(chroma) }
}

const [, night = ''] = css.split('@media (prefers-color-scheme: dark)')

/** A token of the day or of the night, with the accent's hue and chroma put in. */
function token(name: string, sheet: string, accent: { hue: number; chroma: number }): Oklch {
  const [, text = ''] = new RegExp(`--${name}: oklch\\(([^;]*)\\);`).exec(sheet) ?? []
  const [lightness = '', ...rest] = text.split('% ')
  const [chroma = '', hue = ''] = rest
    .join('% ')
    .replaceAll('var(--accent-chroma)', String(accent.chroma))
    .replaceAll('var(--accent-hue)', String(accent.hue))
    .replace(/calc\(([\d.]+) \* ([\d.]+)\)/, (_, x, y) => String(Number(x) * Number(y)))
    .replace(/\(([\d.]+) \+ ([\d.]+)\)/, (_, x, y) => String(Number(x) + Number(y)))
    .split(' ')
  return { lightness: Number(lightness) / 100, chroma: Number(chroma), hue: Number(hue) }
}

test.group('Every accent colour is readable', () => {
  for (const [time, sheet] of [
    ['by day', css],
    ['by night', night],
  ] as const) {
    test(`${time}: {$self}`)
      .with([...ACCENTS])
      .run(({ assert }, name) => {
        const accent = accentOf(name)
        assert.isAbove(accent.chroma, 0)
        const colour = token('accent', sheet, accent)
        for (const paper of ['paper', 'paper-raised', 'paper-sunk']) {
          assert.isAtLeast(contrast(colour, token(paper, sheet, accent)), 4.5, paper)
        }
        assert.isAtLeast(contrast(token('on-accent', sheet, accent), colour), 4.5, 'on the accent')
      })
  }
})
