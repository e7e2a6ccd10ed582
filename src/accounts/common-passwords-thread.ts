import { dictionary } from '@zxcvbn-ts/language-common'
import { serve } from '../thread.ts'

/** One in each line. */
serve((): string => Object.values(dictionary).flat().map(String).join('\n'))
