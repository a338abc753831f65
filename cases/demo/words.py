"""What the invented children say in their declarations: first person, English beside Spanish, no more than is needed."""
# fmt: off
# Laid out by hand: an empty Spanish text marks a heading. {relative}, {relation}, {town} and {country} are filled in per case.

from cases.demo.shapes import Paragraphs

_REFUSED_FAMILY: Paragraphs = (
    ("Who I am", ""),
    ("I was born in {town}, {country}. I lived there with my mother and {relative}, my {relation}, who took care of me.",
     "Nací en {town}, {country}. Vivía allí con mi mamá y con {relative}, mi {pariente}, que me cuidaba."),
    ("My mother sells vegetables at the market. I went to school in the mornings and helped her in the afternoons.",
     "Mi mamá vende verduras en el mercado. Yo iba a la escuela por la mañana y le ayudaba por la tarde."),
    ("What they wanted from {relative}", ""),
    (("In the year I turned ten, men began to stand at the corner where the buses stop. Everybody knew who they were. "
     "They wrote numbers on the walls."),
     ("El año en que cumplí diez, unos hombres empezaron a pararse en la esquina donde paran los buses. Todos sabían "
     "quiénes eran. Escribían números en las paredes.")),
    (("They told {relative} to carry a telephone for them. He said that he had work and could not. They laughed and said "
     "that it was not a question."),
     ("Le dijeron a {relative} que llevara un teléfono para ellos. Dijo que tenía trabajo y que no podía. Se rieron y "
     "dijeron que no era una pregunta.")),
    (("They came three more times. I heard two of these talks through the door. {relative} said no each time. After the "
     "third time my mother did not let me go to the shop alone."),
     ("Vinieron tres veces más. Oí dos de esas conversaciones a través de la puerta. {relative} dijo que no cada vez. "
     "Después de la tercera vez mi mamá no me dejaba ir a la tienda sin compañía.")),
    (("{relative} did not come home from work. A neighbor found him on the road to the river. I do not want to describe "
     "it. We buried him two days later."),
     ("{relative} no volvió del trabajo. Un vecino lo encontró en el camino del río. No quiero describirlo. Lo enterramos "
     "dos días después.")),
    ("What they wanted from me", ""),
    (("A few weeks later one of the men waited outside my school. He said my name. He said that my family owed them, and "
     "that I would do what {relative} had not done."),
     ("Unas semanas después uno de los hombres esperó afuera de mi escuela. Dijo mi nombre. Dijo que mi familia les "
     "debía, y que yo haría lo que {relative} no hizo.")),
    (("A paper was pushed under our door. It said that they knew where I live and that I had until Friday. My mother "
     "showed it to the police. They wrote it down and told us to stay inside at night."),
     ("Metieron un papel debajo de nuestra puerta. Decía que sabían dónde vivo y que tenía hasta el viernes. Mi mamá lo "
     "enseñó a las autoridades. Lo anotaron y nos dijeron que no saliéramos de noche.")),
    (("I stopped going to school. We slept at my aunt's house, and then at the house of the priest. The men asked for me "
     "at both."),
     ("Dejé de ir a la escuela. Dormimos en la casa de mi tía, y después en la casa del padre. Los hombres preguntaron "
     "por mí en las dos.")),
    ("Why I left", ""),
    ("My mother sold the scale from her stall to pay for the trip. She said that she had one child left.",
     "Mi mamá vendió la pesa de su puesto para pagar el viaje. Dijo que le quedaba una sola criatura."),
    ("I have not told the police here about any of this, because nobody asked me until now.",
     "No le he contado nada de esto a la policía de aquí, porque nadie me preguntó hasta ahora."),
    ("Why I cannot go back", ""),
    (("A cousin told my mother that they still ask where I am. The same men are at the same corner. There is nobody "
     "there who could keep me safe."),
     ("Una prima le dijo a mi mamá que todavía preguntan dónde estoy. Los mismos hombres están en la misma esquina. Allí "
     "no hay nadie que pueda protegerme.")),
)

_RECRUITED: Paragraphs = (
    ("I lived in {town}, {country}. At my school there were boys who worked for the gang. Everybody knew which ones.",
     "Vivía en {town}, {country}. En mi escuela había muchachos que trabajaban para la pandilla. Todos sabían cuáles."),
    ("They first asked me to watch who came into our street. I said that my family did not allow it.",
     "Primero me pidieron que vigilara quién entraba a nuestra calle. Dije que mi familia no lo permitía."),
    ("The second time they showed me a photograph of the door of my house. They did not have to say anything.",
     "La segunda vez me enseñaron una foto de la puerta de mi casa. No tuvieron que decir nada."),
    (("I told a teacher. She spoke with the principal, and he spoke with the police. A week later the gang knew what I "
     "had said."),
     ("Se lo conté a una maestra. Ella habló con el director, y él con la policía. Una semana después la pandilla sabía "
     "lo que yo había dicho.")),
    (("{relative} was stopped on the way home and told to bring me. He was hurt, and after that he did not leave the "
     "house. He told me to go."),
     ("A {relative} lo pararon de camino a casa y le dijeron que me llevara. Lo lastimaron, y después ya no salía. Me "
     "dijo que me fuera.")),
    ("I left at four in the morning so that nobody at the corner would see me.",
     "Salí a las cuatro de la mañana para que nadie en la esquina me viera."),
    ("If I return I would have to work for them or hide. I do not know anybody who was able to hide for long.",
     ("Si vuelvo tendría que trabajar para ellos o esconderme. No conozco a nadie que haya podido esconderse por mucho "
     "tiempo.")),
)

_WITNESS_UNCLE: Paragraphs = (
    ("I am from {town}, {country}. {relative} had a small workshop beside our house.",
     "Soy de {town}, {country}. {relative} tenía un taller pequeño al lado de nuestra casa."),
    ("One night he saw who set fire to the house across the street. He told the prosecutor what he had seen.",
     "Una noche vio quién le prendió fuego a la casa de enfrente. Le contó al fiscal lo que había visto."),
    ("After that, cars without plates drove slowly along our street. My grandmother put a blanket over the window.",
     "Después de eso pasaban carros sin placas, despacio, por nuestra calle. Mi abuela puso una cobija en la ventana."),
    (("{relative} went to testify and did not come back to the house. He called once to say that he was alive and that "
     "we should not stay."),
     "{relative} fue a declarar y no volvió a la casa. Llamó una vez para decir que estaba vivo y que no nos quedáramos."),
    ("At school a boy told me that the family of a “sapo” pays for him. I knew that he meant us.",
     "En la escuela un muchacho me dijo que la familia de un sapo paga por él. Yo sabía que hablaba de nosotros."),
    ("We are here because we are his family. There was no other reason.",
     "Estamos aquí porque somos su familia. No hubo otra razón."),
)

_SHOPKEEPER: Paragraphs = (
    ("My family had a small shop in {town}, {country}. We sold soap, oil, rice and school notebooks.",
     "Mi familia tenía una tienda pequeña en {town}, {country}. Vendíamos jabón, aceite, arroz y cuadernos."),
    ("Every Monday somebody came for the envelope. When the price doubled we could no longer pay all of it.",
     "Cada lunes alguien venía por el sobre. Cuando el precio se duplicó ya no podíamos pagarlo todo."),
    ("{relative} told the neighbors that nobody should pay, and that together we would be too many.",
     "{relative} les dijo a los vecinos que nadie debía pagar, y que en grupo seríamos demasiados."),
    ("They came for {relative} first. The other shops closed the same week.",
     "Vinieron primero por {relative}. Las otras tiendas cerraron la misma semana."),
    ("We went to my sister's town, four hours away. In the second month they called us there, on a new number.",
     "Nos fuimos al pueblo de mi hermana, a cuatro horas. En el segundo mes nos llamaron allí, a un número nuevo."),
    ("We decided to leave the country when the children could no longer go to school.",
     "Decidimos salir del país cuando los niños ya no podían ir a la escuela."),
)

_KICHE_CHILD: Paragraphs = (
    ("I lived with {relative} in {town}, {country}. He taught me to plant corn.",
     "Vivía con {relative} en {town}, {country}. Me enseñó a sembrar maíz."),
    ("Men came who spoke Spanish. I did not understand all of it. They pointed at me.",
     "Vinieron hombres que hablaban español. No entendí todo. Me señalaron."),
    ("{relative} sent me to my father. I do not know what happened to the house.",
     "{relative} me mandó con mi papá. No sé qué pasó con la casa."),
)

TEXTS: dict[str, Paragraphs] = {
    "refused_family": _REFUSED_FAMILY,
    "recruited": _RECRUITED,
    "witness_uncle": _WITNESS_UNCLE,
    "shopkeeper": _SHOPKEEPER,
    "kiche_child": _KICHE_CHILD,
}
