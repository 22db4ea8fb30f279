export async function runDoctor(_: unknown): Promise<void> {}
