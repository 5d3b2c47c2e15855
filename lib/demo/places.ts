export type City = {
  city: string;
  region?: string;
  districts?: readonly string[];
  streets: readonly string[];
  postcode: string;
};

/** Chinese cities with real districts and streets; house numbers are drawn. */
export const chineseCities: readonly City[] = [
  {
    region: "上海市",
    city: "上海市",
    districts: ["徐汇区", "静安区", "浦东新区", "长宁区", "杨浦区"],
    streets: ["武康路", "衡山路", "愚园路", "世纪大道", "四平路", "张杨路"],
    postcode: "200030",
  },
  {
    region: "北京市",
    city: "北京市",
    districts: ["朝阳区", "海淀区", "东城区", "西城区", "丰台区"],
    streets: ["建国路", "中关村大街", "东直门内大街", "德胜门外大街", "望京西路"],
    postcode: "100020",
  },
  {
    region: "广东省",
    city: "广州市",
    districts: ["天河区", "越秀区", "海珠区", "番禺区"],
    streets: ["体育东路", "中山五路", "滨江中路", "兴南大道"],
    postcode: "510620",
  },
  {
    region: "广东省",
    city: "深圳市",
    districts: ["南山区", "福田区", "龙岗区", "宝安区"],
    streets: ["科技园南路", "福华一路", "龙城大道", "前进一路"],
    postcode: "518052",
  },
  {
    region: "浙江省",
    city: "杭州市",
    districts: ["西湖区", "上城区", "余杭区", "滨江区"],
    streets: ["文三路", "体育场路", "良渚大道", "江南大道"],
    postcode: "310012",
  },
  {
    region: "浙江省",
    city: "宁波市",
    districts: ["鄞州区", "海曙区", "江北区"],
    streets: ["中兴路", "解放南路", "人民路"],
    postcode: "315040",
  },
  {
    region: "江苏省",
    city: "南京市",
    districts: ["鼓楼区", "玄武区", "建邺区", "秦淮区"],
    streets: ["中山北路", "珠江路", "江东中路", "太平南路"],
    postcode: "210009",
  },
  {
    region: "江苏省",
    city: "苏州市",
    districts: ["姑苏区", "吴中区", "虎丘区"],
    streets: ["观前街", "平江路", "狮山路"],
    postcode: "215005",
  },
  {
    region: "四川省",
    city: "成都市",
    districts: ["锦江区", "武侯区", "青羊区", "高新区"],
    streets: ["春熙路", "科华北路", "天府大道中段", "宽窄巷子"],
    postcode: "610021",
  },
  {
    region: "湖北省",
    city: "武汉市",
    districts: ["武昌区", "江汉区", "洪山区"],
    streets: ["中南路", "解放大道", "珞喻路"],
    postcode: "430071",
  },
  {
    region: "陕西省",
    city: "西安市",
    districts: ["雁塔区", "碑林区", "未央区"],
    streets: ["小寨东路", "南大街", "凤城五路"],
    postcode: "710061",
  },
  {
    region: "重庆市",
    city: "重庆市",
    districts: ["渝中区", "江北区", "沙坪坝区"],
    streets: ["民权路", "观音桥步行街", "三峡广场"],
    postcode: "400010",
  },
  {
    region: "福建省",
    city: "厦门市",
    districts: ["思明区", "湖里区", "集美区"],
    streets: ["环岛东路", "湖滨南路", "杏林湾路"],
    postcode: "361001",
  },
  {
    region: "湖南省",
    city: "长沙市",
    districts: ["岳麓区", "芙蓉区", "天心区"],
    streets: ["麓山南路", "五一大道", "黄兴南路"],
    postcode: "410006",
  },
  {
    region: "山东省",
    city: "青岛市",
    districts: ["市南区", "崂山区", "市北区"],
    streets: ["香港中路", "海尔路", "台东三路"],
    postcode: "266071",
  },
  {
    region: "天津市",
    city: "天津市",
    districts: ["和平区", "南开区", "河西区"],
    streets: ["南京路", "卫津路", "友谊路"],
    postcode: "300041",
  },
  {
    region: "辽宁省",
    city: "大连市",
    districts: ["中山区", "沙河口区"],
    streets: ["人民路", "中山路"],
    postcode: "116001",
  },
  {
    region: "云南省",
    city: "昆明市",
    districts: ["五华区", "盘龙区"],
    streets: ["人民中路", "北京路"],
    postcode: "650021",
  },
  {
    region: "河南省",
    city: "郑州市",
    districts: ["金水区", "中原区"],
    streets: ["花园路", "嵩山北路"],
    postcode: "450003",
  },
  {
    region: "黑龙江省",
    city: "哈尔滨市",
    districts: ["南岗区", "道里区"],
    streets: ["西大直街", "中央大街"],
    postcode: "150001",
  },
];

/** Cities of other countries; the postcode's last signs are drawn where it holds "#" (digit) or "@" (letter). */
export const citiesAbroad: Readonly<Record<string, readonly City[]>> = {
  GB: [
    {
      city: "Leeds",
      streets: ["Otley Road", "Call Lane", "Chapel Allerton Way", "Kirkstall Road"],
      postcode: "LS6 #@@",
    },
    {
      city: "London",
      streets: ["Essex Road", "Lordship Lane", "Columbia Road", "Marchmont Street"],
      postcode: "N1 #@@",
    },
    { city: "Manchester", streets: ["Beech Road", "Tib Street", "Burton Road"], postcode: "M20 #@@" },
    { city: "Bristol", streets: ["Gloucester Road", "North Street", "Whiteladies Road"], postcode: "BS7 #@@" },
    { city: "Edinburgh", streets: ["Leith Walk", "Morningside Road", "Broughton Street"], postcode: "EH6 #@@" },
    { city: "York", streets: ["Bishopthorpe Road", "Fossgate", "Gillygate"], postcode: "YO1 #@@" },
    { city: "Cardiff", streets: ["Cowbridge Road East", "Wellfield Road"], postcode: "CF11 #@@" },
    { city: "Brighton", streets: ["Trafalgar Street", "St George's Road"], postcode: "BN1 #@@" },
    { city: "Sheffield", streets: ["Ecclesall Road", "Abbeydale Road"], postcode: "S11 #@@" },
  ],
  DE: [
    { city: "Berlin", streets: ["Kastanienallee", "Weserstraße", "Akazienstraße"], postcode: "104##" },
    { city: "Hamburg", streets: ["Ottenser Hauptstraße", "Lange Reihe"], postcode: "227##" },
    { city: "München", streets: ["Reichenbachstraße", "Türkenstraße"], postcode: "804##" },
    { city: "Köln", streets: ["Venloer Straße", "Ehrenstraße"], postcode: "508##" },
    { city: "Leipzig", streets: ["Karl-Liebknecht-Straße", "Könneritzstraße"], postcode: "042##" },
  ],
  FR: [
    { city: "Paris", streets: ["rue Oberkampf", "rue des Martyrs", "rue de Charonne"], postcode: "750##" },
    { city: "Lyon", streets: ["rue de la République", "quai Saint-Antoine"], postcode: "6900#" },
    { city: "Bordeaux", streets: ["rue Sainte-Catherine", "cours Victor Hugo"], postcode: "33000" },
    { city: "Nantes", streets: ["rue Crébillon", "rue de Strasbourg"], postcode: "44000" },
  ],
  NL: [
    { city: "Amsterdam", streets: ["Haarlemmerdijk", "Ceintuurbaan"], postcode: "10## @@" },
    { city: "Utrecht", streets: ["Oudegracht", "Nachtegaalstraat"], postcode: "35## @@" },
  ],
  US: [
    { city: "Portland", region: "OR", streets: ["NE Alberta Street", "SE Hawthorne Boulevard"], postcode: "972##" },
    { city: "Brooklyn", region: "NY", streets: ["Bergen Street", "Smith Street"], postcode: "112##" },
    { city: "Austin", region: "TX", streets: ["South Congress Avenue", "East 6th Street"], postcode: "787##" },
    { city: "Seattle", region: "WA", streets: ["Ballard Avenue NW", "Pike Street"], postcode: "981##" },
  ],
  JP: [
    { city: "世田谷区", region: "東京都", streets: ["北沢2丁目", "駒沢4丁目"], postcode: "155-00##" },
    { city: "京都市左京区", region: "京都府", streets: ["一乗寺払殿町", "下鴨松ノ木町"], postcode: "606-08##" },
    { city: "大阪市西区", region: "大阪府", streets: ["南堀江1丁目", "京町堀2丁目"], postcode: "550-00##" },
  ],
  IE: [{ city: "Dublin", streets: ["Camden Street Lower", "Ranelagh Road"], postcode: "D06 @###" }],
};

/** Firms that buy by the dozen. */
export const firms: readonly {
  company: string;
  name: string;
  country: string;
  city: string;
  line1: string;
  postcode: string;
  email: string;
}[] = [
  {
    company: "Hearth & Loom Ltd",
    name: "Rebecca Stone",
    country: "GB",
    city: "Leeds",
    line1: "Unit 4, Holbeck Mills",
    postcode: "LS11 5QN",
    email: "orders@hearthandloom.example",
  },
  {
    company: "The Quiet Kitchen",
    name: "Marcus Bell",
    country: "GB",
    city: "Bath",
    line1: "18 Walcot Street",
    postcode: "BA1 5BG",
    email: "buying@quietkitchen.example",
  },
  {
    company: "Northlight Cafés",
    name: "Fiona Drummond",
    country: "GB",
    city: "Edinburgh",
    line1: "77 Leith Walk",
    postcode: "EH6 8NS",
    email: "supply@northlight.example",
  },
  {
    company: "Wohnraum Konzept GmbH",
    name: "Katrin Schäfer",
    country: "DE",
    city: "Hamburg",
    line1: "Große Elbstraße 145",
    postcode: "22767",
    email: "einkauf@wohnraum-konzept.example",
  },
  {
    company: "Maison Verte SARL",
    name: "Élodie Garnier",
    country: "FR",
    city: "Lyon",
    line1: "12 quai Saint-Antoine",
    postcode: "69002",
    email: "achats@maisonverte.example",
  },
  {
    company: "Fen & Field Stores",
    name: "Thomas Whitfield",
    country: "GB",
    city: "Cambridge",
    line1: "3 Burleigh Street",
    postcode: "CB1 1DG",
    email: "thomas@fenandfield.example",
  },
  {
    company: "Studio Lotte BV",
    name: "Lotte Bakker",
    country: "NL",
    city: "Utrecht",
    line1: "Oudegracht 210",
    postcode: "3511 NS",
    email: "inkoop@studiolotte.example",
  },
  {
    company: "Ashworth Hotels",
    name: "Priya Patel",
    country: "GB",
    city: "York",
    line1: "1 Tanner Row",
    postcode: "YO1 6WP",
    email: "procurement@ashworthhotels.example",
  },
];
