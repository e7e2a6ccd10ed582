// Who the made-up customers and orders are of: SQL for the number n, the same wherever it is asked for.

export const given = n => `(array['Aoife', 'Marta', 'Noor', 'Tomás', 'Lena', 'Jun', 'Ines', 'Robin', 'Sam', 'Ada', 'Grace', 'Edsger', 'Barbara', 'Linus', 'Margaret', 'Alan'])[1 + ${n} % 16]`
export const family = n => `(array['Byrne', 'Keller', 'Haddad', 'Ferreira', 'Watanabe', 'Laurent', 'Archer', 'Potter', 'Glazer', 'O''Brien', 'Kiln', 'Weaver', 'Turner'])[1 + ${n} / 7 % 13]`

export const shopperId = n => `md5('shopper ' || ${n})::uuid`

export const email = n => `lower(translate(${given(n)} || '.' || ${family(n)}, 'á''', 'a')) || ${n} || '@example.' || (array['com', 'org', 'ie'])[1 + ${n} % 3]`

/** Every third number is a guest. */
export const isGuest = n => `(${n} % 3 = 0)`
