/** Words as part of a LIKE pattern, in lower case: the signs that mean something there mean themselves. */
export function likeWords(words: string): string {
  return `%${words.toLowerCase().replace(/[\\%_]/g, "\\$&")}%`;
}
