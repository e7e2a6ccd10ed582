import { orderListUrl, type Sort } from './filter.ts'
import { opposite, type OrderList } from './list.ts'

interface Column {
  text: string
  /** What its heading sorts by first. */
  sort?: Sort
  /** The class of its cells. */
  kind: '' | 'num' | 'orders__email'
}

/** What the table may show beside the number of each order, from left to right. */
export const COLUMNS = {
  placed: { text: 'Placed', sort: 'date-desc', kind: '' },
  customer: { text: 'Customer', kind: '' },
  email: { text: 'E-mail', kind: 'orders__email' },
  country: { text: 'Country', kind: '' },
  payment: { text: 'Payment', kind: '' },
  shipping: { text: 'Delivery', kind: '' },
  items: { text: 'Items', kind: 'num' },
  status: { text: 'Status', kind: '' },
  total: { text: 'Total', sort: 'total-desc', kind: 'num' }
} as const satisfies Record<string, Column>

export type ColumnName = keyof typeof COLUMNS
export const COLUMN_NAMES = Object.keys(COLUMNS) as ColumnName[]

export interface Heading {
  text: string
  /** Sorts by this column; once more turns it round. Empty where it cannot be sorted by. */
  url: string
  /** The value of aria-sort; empty when something else is sorted by. */
  sorted: 'ascending' | 'descending' | ''
  kind: Column['kind']
}

/** The head of the table. */
export function headingsOf ({ filter, tooMany }: Pick<OrderList, 'filter' | 'tooMany'>, columns: readonly ColumnName[]): Heading[] {
  const heading = ({ text, sort, kind }: Column): Heading => {
    const sortable = sort !== undefined && (!tooMany || sort.startsWith('date'))
    const current = sort === filter.sort || (sort && opposite(sort)) === filter.sort
    return {
      text,
      url: sortable ? orderListUrl(filter, { sort: current ? opposite(filter.sort) : sort }) : '',
      sorted: !current ? '' : filter.sort.endsWith('asc') ? 'ascending' : 'descending',
      kind
    }
  }
  return [heading({ text: 'Order', sort: 'number-asc', kind: '' }), ...columns.map(name => heading(COLUMNS[name]))]
}
