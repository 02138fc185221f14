import { changeQuery, go, route } from '../../components/route.ts';
import { type DiaryAddress, writeAddress } from './address.ts';

/** Shows another time or other activities; what is typed letter by letter is one step of the history. */
export function showDiary(address: DiaryAddress, typing = false): void {
  const query = writeAddress(address);
  if (typing) changeQuery(query);
  else go(route().path, query);
}
