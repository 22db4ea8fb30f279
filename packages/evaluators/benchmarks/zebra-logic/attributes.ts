/**
 * The puzzles' 25 attributes, by the line that lists an attribute's values. The texts announce an attribute in words
 * ("People have unique favorite book genres"); answers are asked for under its name ("BookGenre").
 *
 * Source: the 1,000 puzzles of ZebraLogic (Lin et al., arXiv 2502.01100v1).
 */
export const attributeAnnounced: Readonly<Record<string, string>> = {
  'The people keep unique animals': 'Animal',
  'Each person has a unique birthday month': 'Birthday',
  'People have unique favorite book genres': 'BookGenre',
  'People own unique car models': 'CarModel',
  'Each mother is accompanied by their child': 'Children',
  'Everyone has a unique favorite cigar': 'Cigar',
  'Each person has a favorite color': 'Color',
  'Each person has a unique favorite drink': 'Drink',
  'Each person has a unique level of education': 'Education',
  'People have unique favorite sports': 'FavoriteSport',
  'They all have a unique favorite flower': 'Flower',
  'Everyone has something unique for lunch': 'Food',
  'People have unique hair colors': 'HairColor',
  'People have unique heights': 'Height',
  'Each person has a unique hobby': 'Hobby',
  'Each person lives in a unique style of house': 'HouseStyle',
  "The mothers' names in different houses are unique": 'Mother',
  'People have unique favorite music genres': 'MusicGenre',
  'Each person has a unique name': 'Name',
  'The people are of nationalities': 'Nationality',
  'Each person has an occupation': 'Occupation',
  'Each person has a unique type of pet': 'Pet',
  'People use unique phone models': 'PhoneModel',
  'Everyone has a favorite smoothie': 'Smoothie',
  'Each person prefers a unique type of vacation': 'Vacation',
}
