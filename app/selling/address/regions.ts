/** A state, province or prefecture to choose: what is stored and stands in an address, and what the list says. */
export interface Region {
  value: string;
  label: string;
  /** Its name in the country's own script. */
  native?: string;
}

// "CA California": the code is what stands in an address.
const coded: Record<string, string> = {
  AU: `ACT Australian Capital Territory, NSW New South Wales, NT Northern Territory, QLD Queensland, SA South Australia,
    TAS Tasmania, VIC Victoria, WA Western Australia`,
  BR: `AC Acre, AL Alagoas, AP Amapá, AM Amazonas, BA Bahia, CE Ceará, DF Distrito Federal, ES Espírito Santo, GO Goiás,
    MA Maranhão, MT Mato Grosso, MS Mato Grosso do Sul, MG Minas Gerais, PA Pará, PB Paraíba, PR Paraná, PE Pernambuco,
    PI Piauí, RJ Rio de Janeiro, RN Rio Grande do Norte, RS Rio Grande do Sul, RO Rondônia, RR Roraima, SC Santa Catarina,
    SP São Paulo, SE Sergipe, TO Tocantins`,
  CA: `AB Alberta, BC British Columbia, MB Manitoba, NB New Brunswick, NL Newfoundland and Labrador, NT Northwest Territories,
    NS Nova Scotia, NU Nunavut, ON Ontario, PE Prince Edward Island, QC Quebec, SK Saskatchewan, YT Yukon`,
  US: `AL Alabama, AK Alaska, AZ Arizona, AR Arkansas, CA California, CO Colorado, CT Connecticut, DE Delaware,
    DC District of Columbia, FL Florida, GA Georgia, HI Hawaii, ID Idaho, IL Illinois, IN Indiana, IA Iowa, KS Kansas,
    KY Kentucky, LA Louisiana, ME Maine, MD Maryland, MA Massachusetts, MI Michigan, MN Minnesota, MS Mississippi,
    MO Missouri, MT Montana, NE Nebraska, NV Nevada, NH New Hampshire, NJ New Jersey, NM New Mexico, NY New York,
    NC North Carolina, ND North Dakota, OH Ohio, OK Oklahoma, OR Oregon, PA Pennsylvania, RI Rhode Island,
    SC South Carolina, SD South Dakota, TN Tennessee, TX Texas, UT Utah, VT Vermont, VA Virginia, WA Washington,
    WV West Virginia, WI Wisconsin, WY Wyoming, AA Armed Forces Americas, AE Armed Forces Europe,
    AP Armed Forces Pacific`,
};

const named: Record<string, string> = {
  AE: "Abu Dhabi, Ajman, Dubai, Fujairah, Ras Al Khaimah, Sharjah, Umm Al Quwain",
  IN: `Andaman and Nicobar Islands, Andhra Pradesh, Arunachal Pradesh, Assam, Bihar, Chandigarh, Chhattisgarh,
    Dadra and Nagar Haveli and Daman and Diu, Delhi, Goa, Gujarat, Haryana, Himachal Pradesh, Jammu and Kashmir,
    Jharkhand, Karnataka, Kerala, Ladakh, Lakshadweep, Madhya Pradesh, Maharashtra, Manipur, Meghalaya, Mizoram,
    Nagaland, Odisha, Puducherry, Punjab, Rajasthan, Sikkim, Tamil Nadu, Telangana, Tripura, Uttar Pradesh, Uttarakhand,
    West Bengal`,
  MX: `Aguascalientes, Baja California, Baja California Sur, Campeche, Chiapas, Chihuahua, Ciudad de México, Coahuila,
    Colima, Durango, Estado de México, Guanajuato, Guerrero, Hidalgo, Jalisco, Michoacán, Morelos, Nayarit, Nuevo León,
    Oaxaca, Puebla, Querétaro, Quintana Roo, San Luis Potosí, Sinaloa, Sonora, Tabasco, Tamaulipas, Tlaxcala, Veracruz,
    Yucatán, Zacatecas`,
};

const inTwoScripts: Record<string, string> = {
  HK: "Hong Kong Island 香港島, Kowloon 九龍, New Territories 新界",
  JP: `Hokkaido 北海道, Aomori 青森県, Iwate 岩手県, Miyagi 宮城県, Akita 秋田県, Yamagata 山形県, Fukushima 福島県,
    Ibaraki 茨城県, Tochigi 栃木県, Gunma 群馬県, Saitama 埼玉県, Chiba 千葉県, Tokyo 東京都, Kanagawa 神奈川県,
    Niigata 新潟県, Toyama 富山県, Ishikawa 石川県, Fukui 福井県, Yamanashi 山梨県, Nagano 長野県, Gifu 岐阜県,
    Shizuoka 静岡県, Aichi 愛知県, Mie 三重県, Shiga 滋賀県, Kyoto 京都府, Osaka 大阪府, Hyogo 兵庫県, Nara 奈良県,
    Wakayama 和歌山県, Tottori 鳥取県, Shimane 島根県, Okayama 岡山県, Hiroshima 広島県, Yamaguchi 山口県,
    Tokushima 徳島県, Kagawa 香川県, Ehime 愛媛県, Kochi 高知県, Fukuoka 福岡県, Saga 佐賀県, Nagasaki 長崎県,
    Kumamoto 熊本県, Oita 大分県, Miyazaki 宮崎県, Kagoshima 鹿児島県, Okinawa 沖縄県`,
};

/** The regions of every country that has them to choose from. */
export const regions: Readonly<Record<string, readonly Region[]>> = {
  ...each(coded, ([value, ...name]) => ({ value, label: name.join(" ") })),
  ...each(named, (words) => ({ value: words.join(" "), label: words.join(" ") })),
  ...each(inTwoScripts, (words) => {
    const native = words.at(-1) ?? "";
    return { value: words.slice(0, -1).join(" "), label: words.join(" "), native };
  }),
};

/** The stored value of a region for what a person, or their browser, filled in: its value, name or native name. */
export function regionMeant(choices: readonly Region[], text: string): string | undefined {
  const meant = text.toLowerCase();
  const found = choices.find(({ value, label, native }) =>
    [value, label, native].some((name) => name?.toLowerCase() === meant),
  );
  return found?.value;
}

type Words = [string, ...string[]];

function each(lists: Record<string, string>, read: (words: Words) => Region) {
  return Object.fromEntries(
    Object.entries(lists).map(([country, list]) => [
      country,
      list.split(",").map((entry) => {
        const [first = "", ...rest] = entry.trim().split(/\s+/);
        return read([first, ...rest]);
      }),
    ]),
  );
}
