import { randomUUID } from 'node:crypto'

/** A note as it was typed, and what is wrong with it. */
export interface TypedNote {
  text: string
  visible: string
  key: string
  errors: Record<string, string>
}

/** What `admin/_order-note` shows. `readers`: who may read it, said in words. */
export interface ShownNoteForm extends Omit<TypedNote, 'errors'> {
  readers: Array<{ value: string, text: string }>
}

export function noteForm ({ name, email }: { name: string, email: string }, typed?: TypedNote): ShownNoteForm {
  return {
    text: typed?.text ?? '',
    visible: typed?.visible ?? '',
    key: typed?.key ?? randomUUID(),
    readers: [
      { value: '', text: 'Only staff see this' },
      ...email === '' ? [] : [{ value: '1', text: `${name} gets this by e-mail and sees it on the page of the order` }]
    ]
  }
}
