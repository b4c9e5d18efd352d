import type { CueWords } from '../cues.ts'

/** What words of English, the Germanic languages of the west and north, and the Romance ones tell about their neighbours. */
export const westCues: CueWords = {
  title:
    'mr mrs ms miss mx dr prof professor sir madam madame mme mlle monsieur herr frau herrn fräulein dott dottor dottoressa ing signor signora sig sgra señor señora señorita sr sra srta don doña senhor senhora dom dhr mevr mevrouw meneer fru fröken hr ir lord lady captain sergeant lieutenant colonel judge uncle aunt',
  introduces:
    'soy vänliga cumprimentos gracias danke merci grazie obrigado obrigada tack takk tak dank bedankt groetjes saludo grüßen groet groeten saluti salutations dear hi hello hey hallo hola bonjour ciao hej hei thanks thank cheers regards sincerely named called contact signed attn attention liebe lieber beste geachte kära käre hälsningar hälsning mvh grüße gruß saludos cordialement cher chère estimado estimada querido prezado prezada olá caro cara gentile heiße heiss heißt heisse heter appelle llamo chiamo chamo assignee reporter requester caller colleague kollege kollegin collègue colega collega kollega kolega medewerker',
  speaks:
    'said says wrote writes told asked asks replied answered shouted called calls reported reports complained complains mentioned confirmed confirms claims explained noticed emailed phoned lives lived works worked moved wants wanted tried thinks thought signed married arrived met changed fixed restarted rolled deployed pushed merged reverted checked found saw took made suggested joined agreed promised',
  vague:
    'way place pl close drive dr row walk view square circle trail ring grove gardens hill pass c r',
  quotes: 'says said wrote replied asked',
  zip: 'zip zipcode postcode postal plz postleitzahl cep pincode postnummer',
  does: 'is was has had will would can could did does spent got gave went goes comes came says doesn wasn isn hasn ist war hat hatte est était a avait es era fue tiene foi è ha aveva är var har',
  street:
    'street st avenue ave road rd boulevard blvd lane ln drive dr court ct square sq way place pl terrace crescent close parkway pkwy highway hwy circle trail row walk mews quay gardens grove hill straße strasse str weg platz gasse allee ring ufer damm chaussee gatan gata vägen väg torg vej gade gate veien vei straat laan plein kade dijk rue chemin impasse quai route cours passage calle avenida av paseo plaza camino carrera carretera callejón via viale piazza corso vicolo largo strada rua travessa praça alameda rodovia estrada r c',
  unit: 'apt apartment suite ste unit flat floor room box psc apto appartement wohnung app depto piso planta bâtiment bât lgh nr bureau sala andar bajos postfach boîte bp apartado caixa casella block blok bloque dpo fpo apo locked building',
  company:
    'company lp pvt sicav cv group holding holdings partners associates consulting consultants consultancy technologies solutions industries enterprises ventures insurance bank bancorp foundation institute university college academy hospital clinic airlines airways motors pharmaceuticals pharma laboratories biosciences realty logistics capital trust society association federation ministry bureau department agency council committee league union brothers sons studios records press publishing media communications robotics analytics labs systems ratings movers international resources energy reflections appraisals research electronics hardware furniture stores foods markets supply supplies designs gallery pharmacy bakery restaurant hotel hotels traders trading transport shipping freight seafood outfitters properties builders construction marine dental medical clinics legal advisors advisory wealth interiors stadtwerke reederei autohaus werke hotelgruppe verlag versicherung sparkasse apotheke praxis hoteles banco seguros panadería farmacia boulangerie pharmacie banque assurances garage hôtel albergo panificio officina mercearia padaria hotéis co services works center centre board network networks exchange fund funds alliance initiative coalition commission authority administration museum church school schools library theatre theater magazine journal times weekly gazette report',
  particle:
    'van von de der den del della dello di da du des la le el bin ibn ben abu af av zu zum zur ter ten te dos das dal degli dei lo san st saint mac mc o d l ní ó nic ap vom',
  noble: 'van von de der den del della di du da dos bin ibn abu ter ten af la le',
  within: 'of the and on upon sur am im an der in',
  toPlace:
    'in from near to at around visit visited visiting left leave leaving reach reached via outside aus nach bei en à de depuis desde a da di em till från fra til uit naar te',
  toCompany:
    'at for by from with became of join joined joining visit visited bei für para pela pelo presso chez pour voor hos af called company customer client firm employer vendor partner supplier kunde kunden firma cliente empresa tenant account organisation organization',
  suffix: 'jr sr ii iii iv phd md esq mba cpa dds junior senior filho neto júnior',
  never:
    'monday tuesday wednesday thursday friday saturday sunday january february march april may june july august september october november december mon tue wed thu fri sat sun jan feb mar apr jun jul aug sep sept oct nov dec montag dienstag mittwoch donnerstag freitag samstag sonntag januar februar märz mai juni juli oktober dezember lundi mardi mercredi jeudi vendredi samedi dimanche janvier février mars avril juin juillet août septembre octobre novembre décembre lunes martes miércoles jueves viernes sábado domingo enero febrero marzo abril mayo junio julio agosto septiembre octubre noviembre diciembre utc gmt cet cest est edt pst pdt am pm english french german italian spanish russian chinese japanese korean american british european team teams support all everyone everybody there folks guys customers user users admin friends sir madam colleagues kollegen kolleginnen damen herren équipe equipe equipo squadra ekip world again both valued engineering ops',
  placeHead:
    'new san los las santa santo são saint st sainte el la le les port fort mount bad north south east west upper lower great cape nova novo puerto rio villa ville saudi costa sri hong kuala den united kingdom republic democratic isle lake sankt people s',
  placeTail:
    'republic islands island emirates states kingdom federation coast territory territories peninsula',
  legal:
    'inc incorporated corp corporation llc llp ltd limited plc gmbh ag kg kgaa ug ohg mbh sas sarl sl slu srl spa snc nv bv ab asa aps pty pte ehf ltda eireli as sa se jsc',
  personLabel:
    'name namn nom nombre nome surname vorname nachname prénom apellido apellidos cognome sobrenome naam achternaam voornaam voorletters förnamn efternamn navn fornavn etternavn reporter requester assignee contact contacto contatto contato kontakt kontaktperson patient holder cardholder caller reported reviewed signed co-authored acked tested cc',
  companyLabel:
    'firma firm company société empresa azienda bedrijf företag selskap ty entreprise organisation organization organización organização organizzazione employer arbeitgeber ditta virksomhed',
  addressLabel:
    'address adresse dirección indirizzo endereço morada adres adress straße strasse street rue calle via rua straat gata plz ort wohnort postcode postleitzahl ville ciudad localidad città cidade város stad woonplaats cep cap city zip town',
  streetFirst:
    'rue calle via viale piazza corso vicolo rua avenida travessa praça alameda carrer camino plaza paseo strada chemin impasse quai allée avenue boulevard cours c',
  label:
    'name namn nom nombre nome surname firstname lastname vorname nachname prénom apellido apellidos cognome sobrenome customer client kunde cliente contact contacto contatto kontakt reporter requester caller address adresse dirección indirizzo morada adres endereço adress city ciudad ville stadt ort street company firma société empresa azienda organisation organization employer assignee owner author cc to from by signed attn patient guest holder cardholder användare kund reported reviewed co-authored applicant',
  and: 'and und et y e och og en',
  ofCompany:
    'office offices ceo cto cfo coo founder employee employees customer customers subsidiary headquarters invested announced acquired shareholders chairman branch stock shares became',
  german:
    'der die das und nicht ich ist ein eine mit für auf dass wir sie auch haben wird wurde werden bei nach seit kann zum zur den dem unser unsere bitte aber oder noch sind war hat durch über keine',
}
