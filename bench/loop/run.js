export async function runLoop () {}
