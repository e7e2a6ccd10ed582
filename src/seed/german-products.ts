/** The texts of a product in another language than English. */
interface ProductText { name: string, details: string, description: string }

/** The things of Pottle as they are told in German. */
export const GERMAN_PRODUCTS: Readonly<Record<string, ProductText>> = {
  // Tisch
  'dipped-mug': text('Getauchter Becher', 'Steinzeug · 350 ml',
    'Jeder Becher wird in einem Zug gedreht und von Hand in die Glasur getaucht, deshalb verläuft ihr Rand nie zweimal gleich. In den Henkel passen drei Finger, und der Boden bleibt unglasiert, damit nichts vom Tablett rutscht. Mag starken Tee und verträgt die Spülmaschine.'),
  'terracotta-rim-bowl': text('Schale mit Terrakotta-Rand', 'Weißes Steingut',
    'Innen und außen weiß, am Rand in der Farbe des Tons, aus dem sie gemacht ist. Die kleine Schüssel ist für das Müsli, die mittlere für die Suppe und die große für den Salat, von dem alle nehmen. Hält im Ofen bis zu 180 Grad aus.'),
  'dusk-teapot': text('Abendblaue Teekanne', 'Steinzeug · 900 ml',
    'Eine runde Kanne in gesprenkeltem Abendblau, die gießt, ohne zu tropfen. Vier Tüllen haben wir zurückgeschickt, bis diese uns gefiel. Der Knauf am Deckel ist aus Buche und bleibt kühl, das Sieb im Inneren gehört fest zur Kanne.'),
  'stacking-plates': text('Stapelteller', 'Steinzeug · paarweise',
    'Flach genug für einen Stapel von acht, mit gerade so viel Rand, dass die Soße bleibt. Die Glasuren mischen wir in kleinen Mengen: Altrosa, Elfenbein, Salbei. Es gibt sie paarweise, denn niemand isst für immer allein.'),
  'night-carafe': text('Nachtkaraffe', 'Altglas · 700 ml',
    'Wasser ans Bett, und das Glas dazu sitzt kopfüber als Deckel darauf. Geblasen aus alten Fensterscheiben, daher das Grün. Ein paar Bläschen im Glas gehören dazu.'),
  'thumbprint-tumblers': text('Daumenbecher', 'Steinzeug · Paar, 200 ml',
    'Kleine Becher ohne Henkel, dafür mit einer Mulde für den Daumen, in den weichen Ton gedrückt. Für Kaffee, Saft oder einen kurzen Schlummertrunk. Sie kommen zu zweit und passen ineinander.'),
  'pouring-jug': text('Gießkrug', 'Steinzeug · innen glasiert',
    'Ein Krug mit einer Schnaupe, die diesen Namen verdient. Der kleine fasst Milch für vier Tassen, der große Wasser für den ganzen Tisch oder einen Strauß Tulpen. Innen glasiert, außen roh und auch mit nassen Händen gut zu halten.'),
  'egg-cups': text('Sonntags-Eierbecher', 'Steingut · Paar',
    'Zwei Eierbecher auf breitem Fuß, der die Schalenkrümel auffängt. Einer ist buttergelb, der andere weiß, damit nie Streit entsteht, welcher wem gehört.'),

  // Küche
  'utensil-crock': text('Kochlöffeltopf', 'Steinzeug · mit drei Löffeln',
    'Ein schwerer weißer Topf mit zwei blauen Linien, weit genug für alle Ihre Kochlöffel. Drei sind schon dabei: ein Schaumlöffel, ein Pfannenwender und einer zum Probieren, aus Resten von Buche und Nussbaum gedreht.'),
  'cork-lid-jars': text('Dosen mit Korkdeckel', 'Steinzeug · Paar, 1,2 l und 0,5 l',
    'Eine hohe Dose in Ocker und eine niedrige in Salbei. Die Deckel sind aus einem Stück Kork geschnitten und schließen mit einem leisen Quietschen. Mehl in die große, Kaffee in die kleine, oder andersherum.'),
  'salt-pig': text('Salztopf', 'Steinzeug · mit Buchenlöffel',
    'Ein Salzfass mit weiter Öffnung, das neben dem Herd steht, damit die Hand es blind findet. Innen bleibt es ohne Glasur und hält das Salz trocken.'),
  'beech-board': text('Buchenbrett', 'Geölte Buche · aus einer Bohle',
    'Ein Schneidebrett aus einer einzigen Bohle, nicht aus Streifen verleimt. Es hat ein Loch zum Aufhängen und auf keiner Seite Füße, so lassen sich beide benutzen. Zweimal im Jahr geölt, überdauert es jedes Messer.'),
  'mixing-bowls': text('Rührschüsseln im Satz', 'Steingut · Satz von drei',
    'Drei tiefe Schüsseln, die ineinander wohnen. Jede hat eine Schnaupe zum Ausgießen und eine flache Stelle am Fuß: So steht sie schräg, und Sie schlagen Sahne, ohne ihr über die Arbeitsplatte nachzulaufen.'),
  'mortar-and-pestle': text('Mörser mit Stößel', 'Raues Steinzeug · 12 cm',
    'Schwer, niedrig und innen dort rau, wo es darauf ankommt. Macht kurzen Prozess mit Pfefferkörnern, Knoblauch und schlechter Laune. Der Stößel ist aus Nussbaum und hat eine Spitze aus Steinzeug.'),
  'olive-oil-pourer': text('Olivenölflasche', 'Steinzeug · 400 ml',
    'Licht verdirbt Öl, deshalb lässt diese Flasche keines hinein. Der Korken hat eine Tülle aus Messing, die einen feinen, gleichmäßigen Faden gießt und den letzten Tropfen zurücknimmt.'),
  'butter-dish': text('Butterdose', 'Steingut · für 250 g',
    'Ein Tablett und eine Haube, unter der die Butter streichfähig bleibt und sicher vor der Katze ist. Umgedreht wird aus dem Deckel eine kleine Schale für Oliven.'),
  'berry-colander': text('Beerensieb', 'Steinzeug · 18 cm',
    'Erdbeeren waschen, abtropfen lassen, auf den Tisch stellen: Diese Schale kann alles drei. Jedes Loch ist von Hand gemacht, immer mit demselben alten Bleistift.'),

  // Regal
  'moss-bottle-vase': text('Moosgrüne Flaschenvase', 'Steinzeug · 27 cm',
    'Ein schlanker Hals für einen einzelnen Zweig und ein runder Bauch, der sie vor dem Kippen bewahrt. An den Kanten bricht die Moosglasur ins Braune. Sie wirkt auch leer nicht unfertig.'),
  'mushroom-lamp': text('Pilzlampe', 'Steingut · dimmbar',
    'Eine Lampe von der Töpferscheibe, samt Schirm. Sie wirft einen warmen Lichtkreis nach unten und keinen in die Augen. Das Kabel ist mit Leinen umsponnen, und der Dimmer daran findet sich auch im Dunkeln.'),
  'beeswax-tapers': text('Bienenwachskerzen', 'Paar, mit Haltern',
    'Zwei Kerzen, aus Bienenwachs gezogen, eine naturfarben, eine rosé, jede in einem kleinen Halter aus Messing. Sie brennen rund neun Stunden und duften ein wenig nach Honig, sonst nach nichts.'),
  'bud-vase': text('Knospenvase', 'Steinzeug · 11 cm',
    'Für die eine Blume, die ein Kind aus dem Garten mitbringt. Klein genug für die Fensterbank, schwer genug, um dort zu bleiben. In drei Glasuren, die sich gut vertragen.'),
  'moon-jar': text('Mondvase', 'Porzellan · 24 cm',
    'Zwei Schalen, im feuchten Ton an der Taille zusammengesetzt, darum ist keine Mondvase ganz rund. Weiße Glasur auf weißem Porzellan. Unser Töpfer macht eine pro Woche, und die schönste behält er.'),
  'belly-vase': text('Bauchvase', 'Steinzeug · 22 cm',
    'Weißer Ton, bis zur Schulter in Altrosa getaucht, das ein wenig verlaufen durfte. Die Öffnung ist weit genug für einen ganzen Strauß und eng genug, um ihn aufrecht zu halten.'),
  'pocket-dish': text('Taschenschale', 'Steingut · 12 cm',
    'Ein Platz neben der Tür für Schlüssel, Münzen und den Ring, den Sie zum Abwaschen ablegen. In jede ist ein Blatt aus der Hecke hinter der Werkstatt gedrückt.'),
  'oak-tray': text('Eichentablett', 'Massive Eiche · 40 cm',
    'Tee für zwei, Frühstück im Bett oder ein Zuhause für eine Reihe Töpfe. Der Rand ist aus einem Streifen Eiche gebogen und mit Weide vernäht.'),

  // Garten
  'clay-pot-no-4': text('Tontopf Nr. 4', 'Unglasierte Terrakotta',
    'Der Blumentopf, wie er sein soll: dicke Wände, die atmen, ein Rand zum Anheben und ein Loch im Boden. Die Nummer stammt von der Form, mit der die Töpferei seit ihrer Gründung arbeitet; diese ist die vierte.'),
  'watering-can': text('Gießkanne mit langer Tülle', 'Zink und Messing · 1,8 l',
    'Die Tülle reicht bis zum Farn ganz hinten und ist so fein, dass die Erde nass wird und nicht der Boden. Der Griff bleibt im Gleichgewicht, ob die Kanne voll ist oder fast leer.'),
  'herb-trough': text('Kräuterkasten', 'Terrakotta · 45 cm',
    'Platz für Basilikum, Thymian und eine Petersilie auf einer Fensterbank, mit passendem Untersetzer. Er kommt ohne Kräuter, aber mit einem Zettel, welche davon sich mögen.'),
  'hanging-planter': text('Blumenampel', 'Steinzeug und Baumwollseil',
    'Eine halbrunde Schale an drei Strängen Baumwollseil. Hängen Sie sie dorthin, wo eine Rankpflanze vor dem Fenster herabfallen kann. Fasst einen Topf von 15 cm, oder Erde, wenn Sie an der markierten Stelle bohren.'),
  'hand-trowel': text('Handschaufel', 'Stahl und Esche',
    'Aus einem Stück geschmiedet, mit Tiefenmarken auf dem Blatt, damit Zwiebeln so tief in die Erde kommen, wie es auf der Tüte steht. Der Griff aus Esche bleibt unbehandelt und wird mit den Jahren schöner.'),
  'sparrow-bath': text('Spatzenbad', 'Steinzeug · 30 cm',
    'Eine flache Schale auf niedrigem Fuß, in der kleine Vögel trinken und planschen. Frostfest, rau, wo sie stehen, und leicht zu schrubben. Die Katzen wurden gefragt und sind dagegen.'),
  'market-basket': text('Marktkorb', 'Weide und Eiche',
    'Geflochten aus Weide, die zwanzig Minuten von der Werkstatt wächst, mit einem Henkel aus gedämpfter Eiche. Er trägt Kartoffeln, ohne zu klagen, und steht im Flur von allein.'),
  'twine-in-a-tin': text('Schnur in der Dose', 'Jute · 90 m',
    'Ein Knäuel grüne Jute in einer Dose mit Loch im Deckel, so rollt es nie unter die Werkbank. Bindet Tomaten, Pakete und Gartentore.'),

  // Leinen
  'linen-tea-towels': text('Geschirrtücher aus Leinen', 'Satz von vier',
    'Vier Geschirrtücher in vier Farben, mit einem Band aus demselben Stoff verschnürt. Sie sind vorgewaschen, trocknen also vom ersten Tag an und lassen keine Fussel auf dem Glas.'),
  'table-napkins': text('Servietten', 'Leinen · Satz von vier, 45 cm',
    'Groß genug für den Schoß und weich genug fürs Gesicht. Der Saum ist von Hand genäht, und die Ecken bleiben rechtwinklig. Aus der Wäsche kommen sie schöner als gebügelt.'),
  'workshop-apron': text('Werkstattschürze', 'Schweres Leinen · eine Größe',
    'Die Schürze, die unsere Töpfer tragen: Die Träger kreuzen sich am Rücken, und nichts zieht am Nacken. Vorn zwei Taschen, eine davon genau so breit wie ein Kochlöffel.'),
  'table-runner': text('Tischläufer', 'Leinen · 40 cm breit',
    'Eine lange Bahn gestreiftes Leinen, die den Tisch zusammenhält und den Fleck vom letzten Sommer verdeckt. In zwei Längen: für vier Stühle und für acht.'),
  'oven-mitt': text('Ofenhandschuh', 'Leinen und Wolle',
    'Ein dicker Handschuh mit einer Lage Wollfilz zwischen zwei Lagen Leinen. Er reicht bis übers Handgelenk, wo einen die Ofentür sonst erwischt, und hängt an einer Schlaufe.'),
  'bread-bag': text('Brotbeutel', 'Ungefärbtes Leinen · 35 cm',
    'In Leinen hält sich ein Brot tagelang: Die Kruste bleibt knusprig, die Krume weich. Ungefärbt, unbedruckt, mit einer Kordel zum Zuziehen.'),
  'bench-cushion': text('Bankkissen', 'Leinen · 45 cm, mit Wolle gefüllt',
    'Ein festes quadratisches Kissen für den harten Stuhl oder die Gartenbank. Der Bezug lässt sich abnehmen und waschen; die Füllung ist Wolle und findet über Nacht ihre Form wieder.')
}

function text (name: string, details: string, description: string): ProductText {
  return { name, details, description }
}
