import type { Page } from 'playwright-core'

/** Animations that run, transitions that would, and what is moved where the pointer is. */
export async function findMotion (page: Page): Promise<string[]> {
  return page.evaluate(() => {
    const running = document.getAnimations().map(animation => `runs: ${animation.constructor.name}`)
    const elements = [...document.querySelectorAll('*')]
    const moving = elements.flatMap(element => [null, '::before', '::after'].flatMap(pseudo => {
      const { transitionDuration, animationName, animationDuration, transform, scrollBehavior } = getComputedStyle(element, pseudo)
      const seconds = Math.max(...transitionDuration.split(',').map(parseFloat))
      const name = `${element.tagName.toLowerCase()}.${element.getAttribute('class') ?? ''}${pseudo ?? ''}`
      return [
        ...seconds > 0.01 ? [`${name} changes over ${transitionDuration}`] : [],
        ...animationName !== 'none' && parseFloat(animationDuration) > 0.01 ? [`${name} is animated by ${animationName}`] : [],
        ...transform !== 'none' && element.matches(':hover, :hover *') ? [`${name} is moved by ${transform}`] : [],
        ...scrollBehavior === 'smooth' ? [`${name} scrolls smoothly`] : []
      ]
    }))
    return [...running, ...moving, ...viewTransitions([...document.styleSheets].flatMap(sheet => [...sheet.cssRules]))]

    function viewTransitions (rules: CSSRule[]): string[] {
      return rules.flatMap(rule => {
        if (rule instanceof CSSMediaRule && !matchMedia(rule.conditionText).matches) return []
        if ('navigation' in rule && rule.navigation === 'auto') return ['pages change over into each other']
        return 'cssRules' in rule ? viewTransitions([...rule.cssRules as CSSRuleList]) : []
      })
    }
  })
}

/** Buttons and fields without a border of their own or of what holds them. Buttons that read as links are underlined instead. */
export async function findBorderless (page: Page): Promise<string[]> {
  return page.evaluate(() => {
    const hasBorder = (element: Element | null): boolean => {
      if (!element) return false
      const { borderTopWidth, borderTopStyle, borderBottomWidth, borderBottomStyle } = getComputedStyle(element)
      return (parseFloat(borderTopWidth) >= 1 && borderTopStyle !== 'none') || (parseFloat(borderBottomWidth) >= 1 && borderBottomStyle !== 'none')
    }
    return [...document.querySelectorAll('button, .button, input:not([type=hidden], [type=radio], [type=checkbox]), select, textarea')]
      .filter(control => control.checkVisibility() && !control.matches('.vh, .vh *'))
      .filter(control => !hasBorder(control) && !hasBorder(control.parentElement))
      .filter(control => !getComputedStyle(control).textDecorationLine.includes('underline'))
      .map(control => `no border: ${control.outerHTML.slice(0, 70)}`)
  })
}

/** The current page, step or variant that looks like the others: no outline, no border, and the colours of its neighbours. */
export async function findUnmarked (page: Page): Promise<string[]> {
  return page.evaluate(() => {
    const look = (element: Element): string => [null, '::before', '::after'].map(pseudo => {
      const { outline, borderTop, borderBottom, backgroundColor, fontWeight, textDecorationLine } = getComputedStyle(element, pseudo)
      return [outline, borderTop, borderBottom, backgroundColor, fontWeight, textDecorationLine].join()
    }).join()
    return [...document.querySelectorAll('[aria-current]:not([aria-current=false])')].filter(current => {
      const place = current.closest('li') ?? current
      const others = [...place.parentElement?.children ?? []].filter(each => each !== place)
        .map(each => (each.matches(current.tagName) ? each : each.querySelector(current.tagName)))
      return current.checkVisibility() && others.some(other => other && look(other) === look(current))
    }).map(current => `not marked: ${current.outerHTML.slice(0, 70)}`)
  })
}
