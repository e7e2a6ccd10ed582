import { existsSync, readFileSync } from 'node:fs'
import { join } from 'node:path'

/**
 * The templates that the build saw and that are not there now: a page without its template would be missed only when somebody asks for it.
 * `list`: what the build wrote; without it nothing is known to be missing.
 */
export function missingTemplates (templates: string, list: string): string[] {
  if (!existsSync(list)) return []
  const built = JSON.parse(readFileSync(list, 'utf8')) as string[]
  return built.filter(name => !existsSync(join(templates, name)))
}
