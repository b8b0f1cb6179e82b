/** What the addresses and names of a country are made from; all of it common, none of it anybody's. */
export interface Place {
  given: string[];
  family: string[];
  streets: string[];
  /** "#" is the number, "@" the street. */
  line: string;
  /** City, region where addresses have one, and postcode: "#" is any digit, "?" a letter of the country's codes. */
  cities: [string, string, string][];
  letters: string;
  /** Of the numbers that are kept free for stories, where the country has such: "#" is any digit. */
  phone: string;
}

const split = (text: string) => text.split(", ");

const english = {
  given: split(
    "Aoife, Niamh, Ciara, Saoirse, Orla, Maeve, Sinead, Grainne, Conor, Sean, Cian, Oisin, Darragh, Eoin, Padraig, Ronan, Emma, Grace, Sophie, Anna, Jack, Daniel, Mark, Peter",
  ),
  family: split(
    "Murphy, Kelly, Byrne, Ryan, Walsh, Doyle, Nolan, Brennan, Kavanagh, Power, Phelan, Dunne, Hayes, Daly, Keane, Burke, Moran, Quinn, Lynch, Healy, Farrell, Whelan, Fogarty, Comerford",
  ),
};

const german = {
  given: split(
    "Anna, Lena, Julia, Katharina, Sabine, Miriam, Hannah, Clara, Johanna, Theresa, Franziska, Ulrike, Jonas, Felix, Lukas, Matthias, Stefan, Tobias, Moritz, Andreas, Jürgen, Niklas, Zeynep, Emre",
  ),
  family: split(
    "Müller, Schmidt, Schneider, Fischer, Weber, Wagner, Becker, Hoffmann, Schäfer, Koch, Bauer, Richter, Klein, Wolf, Schröder, Neumann, Braun, Zimmermann, Krüger, Hartmann, Lange, Krause, Lehmann, Yılmaz",
  ),
  streets: split(
    "Gartenstraße, Lindenweg, Bahnhofstraße, Schulstraße, Am Mühlbach, Kirchgasse, Rosenstraße, Bergstraße, Waldweg, Hauptstraße",
  ),
  line: "@ #",
  letters: "",
};

export const places: Record<string, Place> = {
  IE: {
    ...english,
    streets: split(
      "Abbey Street, Castle Road, Mill Lane, Parnell Street, The Crescent, Ormonde Terrace, Bridge Street, College Road, Seaview, St Brigid's Park",
    ),
    line: "# @",
    cities: [
      ["Kilkenny", "", "R95 ????"],
      ["Dublin 6", "", "D06 ????"],
      ["Dublin 8", "", "D08 ????"],
      ["Cork", "", "T12 ????"],
      ["Galway", "", "H91 ????"],
      ["Limerick", "", "V94 ????"],
      ["Waterford", "", "X91 ????"],
      ["Wexford", "", "Y35 ????"],
      ["Sligo", "", "F91 ????"],
    ],
    letters: "ACDEFHKNPRTVWXY0123456789",
    phone: "+353 20 91# ####",
  },
  GB: {
    given: split(
      "Olivia, Charlotte, Amelia, Imogen, Harriet, Priya, Oliver, George, Arthur, Callum, Rhys, Adeel",
    ),
    family: split(
      "Smith, Jones, Taylor, Patel, Davies, Evans, Thomas, Roberts, Hughes, Campbell, Stewart, Khan",
    ),
    streets: split(
      "High Street, Church Lane, Victoria Road, Station Road, Manor Close, Queen's Terrace",
    ),
    line: "# @",
    cities: [
      ["Bristol", "", "BS6 #??"],
      ["Manchester", "", "M20 #??"],
      ["Edinburgh", "", "EH9 #??"],
      ["Leeds", "", "LS8 #??"],
      ["London", "", "E8 #??"],
    ],
    letters: "ABDEFGHJLNPQRSTUWXYZ",
    phone: "+44 1632 960###",
  },
  DE: {
    ...german,
    cities: [
      ["Berlin", "", "1043#"],
      ["Hamburg", "", "2235#"],
      ["München", "", "8079#"],
      ["Köln", "", "5067#"],
      ["Leipzig", "", "0427#"],
      ["Göttingen", "", "3707#"],
      ["Freiburg", "", "7910#"],
      ["Hannover", "", "3016#"],
    ],
    phone: "+49 30 23125 ###",
  },
  AT: {
    ...german,
    cities: [
      ["Wien", "", "10#0"],
      ["Graz", "", "8010"],
      ["Linz", "", "4020"],
      ["Salzburg", "", "5020"],
    ],
    phone: "+43 1 555 01##",
  },
  CH: {
    ...german,
    cities: [
      ["Zürich", "", "800#"],
      ["Bern", "", "3011"],
      ["Basel", "", "405#"],
    ],
    phone: "+41 44 555 01 ##",
  },
  FR: {
    given: split(
      "Camille, Léa, Chloé, Manon, Élise, Hélène, Hugo, Louis, Antoine, Théo, Mathieu, Karim",
    ),
    family: split(
      "Martin, Bernard, Dubois, Durand, Moreau, Laurent, Lefèvre, Garnier, Faure, Rousseau, Benali, Chevalier",
    ),
    streets: split(
      "rue des Lilas, rue de la Fontaine, avenue Victor Hugo, rue du Moulin, place de l'Église, chemin des Vignes",
    ),
    line: "#, @",
    cities: [
      ["Paris", "", "7501#"],
      ["Lyon", "", "6900#"],
      ["Nantes", "", "44000"],
      ["Rennes", "", "35000"],
    ],
    letters: "",
    phone: "+33 1 99 00 ## ##",
  },
  NL: {
    given: split("Sanne, Lotte, Femke, Eva, Marijke, Daan, Sem, Bram, Jeroen, Thijs"),
    family: split("de Jong, Jansen, de Vries, Bakker, Visser, Smit, Mulder, Bos, Vos, Dekker"),
    streets: split("Kerkstraat, Molenweg, Dorpsstraat, Prinsengracht, Julianalaan, Beukenlaan"),
    line: "@ #",
    cities: [
      ["Amsterdam", "", "1016 ??"],
      ["Utrecht", "", "3512 ??"],
      ["Groningen", "", "9712 ??"],
    ],
    letters: "ABCDEGHJKLMNPRTVWXZ",
    phone: "+31 20 555 01##",
  },
  BE: {
    given: split("Emma, Louise, Marie, Nele, Lucas, Arthur, Wout, Pieter"),
    family: split("Peeters, Janssens, Maes, Willems, Dupont, Lambert, Claes, Goossens"),
    streets: split("Kerkstraat, Stationsstraat, Nieuwstraat, Veldstraat"),
    line: "@ #",
    cities: [
      ["Gent", "", "9000"],
      ["Antwerpen", "", "2000"],
      ["Brugge", "", "8000"],
    ],
    letters: "",
    phone: "+32 2 555 01 ##",
  },
  SE: {
    given: split("Elsa, Astrid, Linnea, Karin, Oskar, Nils, Erik, Gustav"),
    family: split("Andersson, Johansson, Karlsson, Nilsson, Lindqvist, Bergström, Öberg, Åkesson"),
    streets: split("Storgatan, Skolgatan, Kungsgatan, Björkvägen"),
    line: "@ #",
    cities: [
      ["Stockholm", "", "116 4#"],
      ["Göteborg", "", "413 0#"],
      ["Malmö", "", "211 2#"],
    ],
    letters: "",
    phone: "+46 31 390 06 ##",
  },
  NO: {
    given: split("Ingrid, Solveig, Kari, Lars, Henrik, Magnus"),
    family: split("Hansen, Johansen, Olsen, Larsen, Dahl, Haugen"),
    streets: split("Storgata, Kirkeveien, Parkveien"),
    line: "@ #",
    cities: [
      ["Oslo", "", "035#"],
      ["Bergen", "", "500#"],
    ],
    letters: "",
    phone: "+47 22 55 01 ##",
  },
  US: {
    given: split(
      "Emily, Madison, Ashley, Jasmine, Rachel, Mei, Sofia, Hannah, Naomi, Priya, Megan, Alicia, Michael, Jacob, Ethan, Tyler, Marcus, Diego, Andre, Kevin, Brian, Samuel, Wei, Owen",
    ),
    family: split(
      "Johnson, Williams, Brown, Garcia, Miller, Davis, Rodriguez, Martinez, Anderson, Taylor, Nguyen, Lee, Thompson, White, Harris, Clark, Lewis, Robinson, Young, King, Wright, Scott, Torres, Kim",
    ),
    streets: split(
      "Maple Avenue, Oak Street, Cedar Lane, Washington Street, 4th Avenue, Park Road, Lincoln Way, Hillcrest Drive, Lakeview Court, Sunset Boulevard",
    ),
    line: "# @",
    cities: [
      ["Portland", "OR", "9720#"],
      ["Seattle", "WA", "9810#"],
      ["San Francisco", "CA", "9411#"],
      ["Los Angeles", "CA", "9002#"],
      ["Denver", "CO", "8020#"],
      ["Austin", "TX", "7870#"],
      ["Chicago", "IL", "6061#"],
      ["Brooklyn", "NY", "1121#"],
      ["Boston", "MA", "0211#"],
      ["Atlanta", "GA", "3030#"],
    ],
    letters: "",
    phone: "+1 503 555 01##",
  },
  CA: {
    given: split("Chloe, Avery, Isla, Simone, Liam, Noah, Gabriel, Arjun"),
    family: split("Tremblay, Roy, MacDonald, Singh, Campbell, Wong, Gagnon, Fraser"),
    streets: split("Queen Street, Elm Street, Dundas Street, Maple Crescent"),
    line: "# @",
    cities: [
      ["Toronto", "ON", "M4C #?#"],
      ["Vancouver", "BC", "V5K #?#"],
      ["Montréal", "QC", "H2X #?#"],
    ],
    letters: "ABCEGHJKLMNPRSTVWXYZ",
    phone: "+1 416 555 01##",
  },
  AU: {
    given: split("Ruby, Matilda, Zoe, Lachlan, Angus, Cooper"),
    family: split("Wilson, Martin, Nguyen, Kelly, Walker, O'Brien"),
    streets: split("George Street, Beach Road, Wattle Grove"),
    line: "# @",
    cities: [
      ["Melbourne", "VIC", "3000"],
      ["Sydney", "NSW", "2010"],
      ["Brisbane", "QLD", "4000"],
    ],
    letters: "",
    phone: "+61 3 5550 01##",
  },
};
