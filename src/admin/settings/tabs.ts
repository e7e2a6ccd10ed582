const PARTS = [
  { text: 'Shop', url: '/admin/settings' },
  { text: 'E-mails', url: '/admin/settings/mail' },
  { text: 'Delivery', url: '/admin/settings/delivery' },
  { text: 'Taxes', url: '/admin/settings/taxes' }
] as const

/** The parts of the settings, for templates/admin/_tabs.njk. */
export function settingTabs (url: typeof PARTS[number]['url']): Array<{ text: string, url: string, current: boolean, count: string }> {
  return PARTS.map(part => ({ ...part, current: part.url === url, count: '' }))
}
