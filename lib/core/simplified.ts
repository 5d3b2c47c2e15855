/** Traditional characters of the words that files are recognised by, each before its simplified form. */
const PAIRS =
  "訂订單单號号編编時时間间創创狀状態态發发貨货後后認认確确碼码項项寶宝標标題题選选購购規规數数價价額额幣币種种優优運运費费郵邮稅税總总計计實实際际員员買买賣卖電电話话機机動动聯联繫系絡络詳详細细區区縣县鄉乡鎮镇國国備备註注籤签簽签轉转帳账賬账匯汇現现遞递託托蹤踪顧顾關关閉闭輸输團团來来臺台灣湾韓韩馬马亞亚門门陸陆稱称貝贝戶户會会庫库";
const simplifiedOf = new Map(Array.from(PAIRS.matchAll(/(.)(.)/gu), ([, from = "", to = ""]) => [from, to]));

/** What a file says in traditional characters, as the lists of known words have it: each word stands there once. */
export function simplified(text: string): string {
  return text.replace(/\p{Script=Han}/gu, (character) => simplifiedOf.get(character) ?? character);
}
