/** Everything that the route explorer says about Ingress and Gateway, in Spanish. */

import { code } from "../messages.ts";
import type { RuleReference } from "./types.ts";

/** A rule as one calls it: `Prefix /app` del Ingress `tienda`. */
const named = ({ match, object }: RuleReference): string => `${code(match)} (${object.kind} ${code(object.name)})`;

const list = (names: readonly string[]): string => names.map(code).join(", ");

const trouble = {
  missing: (service: string): string => `el Service ${code(service)} no existe`,
  port: (service: string, port: string): string => `el Service ${code(service)} no tiene el puerto ${code(port)}`,
  empty: (service: string): string => `el Service ${code(service)} no tiene ningún Pod detrás que atienda ese puerto`,
};

export const say = {
  named,
  trouble,
  badRequest: "El servidor responde 400 antes de mirar ninguna regla: la ruta o el host no son válidos.",
  badPattern: (text: string): string => `La expresión regular ${code(text)} no es válida`,
  badExpression: (path: string): string => `nginx no acepta la expresión regular ${code(path)}`,
  refused: "El controlador no acepta estos objetos, así que no hay ninguna regla que mirar.",
  closed: (port: number, open: readonly number[]): string =>
    open.length > 0
      ? `Nadie escucha en el puerto ${port}: ${open.length === 1 ? "solo está abierto" : "están abiertos"} ${open.map((one) => `el ${one}`).join(" y ")}.`
      : `Nadie escucha en el puerto ${port}.`,
  foreignExpression: (path: string): string =>
    `La expresión regular ${code(path)} usa algo que este explorador no sabe interpretar: pruébala en un clúster.`,
};

export const sayIngress = {
  unknownAnnotation: (name: string, annotations: readonly string[]): string =>
    `El Ingress ${code(name)} usa ${list(annotations)}, que ${annotations.length === 1 ? "cambia" : "cambian"} quién responde y que este explorador no interpreta.`,
  unknownVariable: (text: string): string =>
    `${code(text)} usa una variable de nginx que este explorador no interpreta.`,
  noHost: (host: string): string =>
    `Ninguna regla es para ${code(host)} y ningún Ingress sin reglas tiene \`defaultBackend\`: responde el backend por defecto del controlador, con un 404.`,
  noPath: (host: string, path: string): string =>
    `El host ${code(host)} tiene reglas, pero ninguna de sus rutas encaja con ${code(path)}: el controlador responde 404.`,
  noPathForAll: (path: string): string =>
    `Solo cuentan las reglas sin host, y ninguna de sus rutas encaja con ${code(path)}: el controlador responde 404.`,
  builtIn: (path: string): string => `El propio nginx responde a ${code(path)} en el servidor de los hosts sin reglas.`,
  noPathYet: (path: string): string => `Ninguna ruta encaja con ${code(path)}.`,
  byDefault: (rule: RuleReference): string =>
    `Ninguna ruta encaja: lo recibe el \`defaultBackend\` del Ingress ${code(rule.object.name)}.`,
  only: (rule: RuleReference, path: string): string => `${named(rule)} es la única regla que encaja con ${code(path)}.`,
  exact: (rule: RuleReference): string => `Gana ${named(rule)}: una ruta exacta gana a cualquier prefijo.`,
  longest: (rule: RuleReference): string => `Gana ${named(rule)}: de las rutas que encajan es la más larga.`,
  first: (rule: RuleReference): string =>
    `Gana ${named(rule)}: las expresiones regulares se prueban de la más larga a la más corta, y es la primera que encaja.`,
  unavailable: (what: string): string => `Pero ${what}: el controlador responde 503.`,
  rewritten: (target: string, path: string): string =>
    `\`rewrite-target: ${target}\` ocupa el sitio de toda la ruta: el backend recibe ${code(path)}.`,
  asSent: "El backend recibe la ruta tal como llegó.",
  nothingLeft: (target: string): string =>
    `\`rewrite-target: ${target}\` deja la ruta vacía, y nginx responde 500: empieza el valor por \`/\`.`,
  appRoot: (to: string): string => `\`app-root\` manda a ${code(to)} a quien pide \`/\`.`,
  slash: (path: string): string =>
    `La regla es para ${code(`${path}/`)} y a la petición solo le falta la barra final: nginx redirige a la ruta con barra.`,
  redirect: "Una anotación de redirección manda a otra dirección, sin pasar por el backend.",
  https: (forced: boolean): string =>
    forced
      ? "`force-ssl-redirect` manda a HTTPS toda petición HTTP."
      : "El host tiene `tls`, y por eso el controlador manda a HTTPS las peticiones HTTP (`ssl-redirect`).",

  notServed: (className: string | null): string =>
    className === null
      ? "ingress-nginx no lo atiende: no dice `ingressClassName` y su clase no es la predeterminada."
      : `ingress-nginx no lo atiende: la clase ${code(className)} es de otro controlador o no existe.`,
  otherHost: (rule: string, host: string): string => `Es para el host ${code(rule)}, no para ${code(host)}.`,
  oneLabel: (rule: string, host: string): string =>
    `El asterisco de ${code(rule)} vale por una sola etiqueta, y ${code(host)} tiene más de una ahí.`,
  namedHost: (rule: string, host: string): string =>
    `${code(rule)} también vale para ${code(host)}, pero ese host tiene reglas propias, y solo se miran esas.`,
  hasHost: (host: string): string =>
    `No dice \`host\`, y ${code(host)} tiene reglas propias: ingress-nginx solo mira esas.`,
  lastResort: "Solo recibe lo que ninguna ruta recoge.",
  notAsked: "Otro Ingress fue el primero con reglas para este host, o con un `defaultBackend` para todos: cuenta el suyo.",
  late: (first: RuleReference): string => `${named(first)} tiene la misma ruta y es anterior: solo cuenta esa.`,
  case: (written: string): string => `Distingue mayúsculas: solo vale ${code(written)}.`,
  exactSlash: (written: string): string => `\`Exact\` no perdona la barra final: solo vale ${code(written)}.`,
  notExact: (written: string): string => `\`Exact\` pide justo ${code(written)}, y nada detrás.`,
  wholeElements: (written: string, path: string): string =>
    `${code(path)} empieza por las mismas letras, pero \`Prefix\` compara elementos enteros: vale ${code(written)} y lo que cuelga de ${code(`${written}/`)}.`,
  needsSlash: (written: string): string => `ingress-nginx solo la aplica con la barra final: ${code(written)}.`,
  notPrefix: (written: string, path: string): string => `${code(path)} no es ${code(written)} ni cuelga de ahí.`,
  notExpression: (written: string, path: string): string =>
    `La expresión ${code(`^${written}`)}, sin distinguir mayúsculas, no encaja con ${code(path)}.`,
  laterExpression: "Se prueba después: las expresiones regulares van de la más larga a la más corta.",
  beatenByExact: "Pierde ante una ruta exacta, que gana a cualquier prefijo.",
  beatenByLonger: (winner: string): string => `Pierde ante ${code(winner)}, que es más larga.`,
  neverReached: "No se llega a mirar: la respuesta sale antes.",

  api: "La API de Ingress",
  others: "Otros controladores",
  apiNone: (path: string): string =>
    `Según los tipos de ruta de la API, ninguna regla encaja con ${code(path)}: la respuesta sería la de \`defaultBackend\` o un 404.`,
  apiOther: (rule: RuleReference): string => `Según los tipos de ruta de la API, lo recibiría ${named(rule)}.`,
  apiSlash: (rule: RuleReference, path: string): string =>
    `Según los tipos de ruta de la API, ${named(rule)} vale también para ${code(path)}: la recibiría sin redirección.`,
  apiAll: (rule: RuleReference): string =>
    `Una regla sin \`host\` vale para todos los hosts, también para los que tienen reglas propias: lo recibiría ${named(rule)}.`,
  specific: (asExpression: boolean): string =>
    `\`ImplementationSpecific\` significa lo que decida cada controlador; ingress-nginx lo trata aquí como ${asExpression ? "una expresión regular" : "`Prefix`"}.`,
  annotation: (name: string, path: string): string =>
    `\`${name}\` es una anotación de ingress-nginx; quien no la lee envía al backend ${code(path)}.`,
  noRedirect: (name: string): string => `\`${name}\` es una anotación de ingress-nginx; quien no la lee no redirige.`,
  tlsRedirect:
    "La API no dice que un host con `tls` redirija a HTTPS: lo hace ingress-nginx; otros atienden también la petición HTTP.",

  allExpressions: (host: string, names: readonly string[]): string =>
    `Por \`rewrite-target\` o \`use-regex\` (Ingress ${list(names)}), todas las rutas de ${host === "_" ? "las reglas sin host" : code(host)} son expresiones regulares: no distinguen mayúsculas y no terminan donde termina lo escrito.`,
  restLost: (target: string, example: string): string =>
    `\`rewrite-target: ${target}\` no tiene grupos: lo que sigue en la ruta se pierde. Para conservarlo: ruta \`${example}(/|$)(.*)\`, \`pathType: ImplementationSpecific\` y \`rewrite-target: /$2\`.`,
  noGroup: (groups: readonly string[], path: string): string =>
    `La ruta ${code(path)} no tiene ${groups.length === 1 ? "el grupo" : "los grupos"} ${list(groups)} de \`rewrite-target\`: en su sitio no queda nada.`,
  droppedHeaders: (names: readonly string[]): string =>
    `nginx descarta sin avisar las cabeceras con guion bajo u otros signos: ${list(names)}.`,
};

export const sayGateway = {
  noGateway: "No hay ningún Gateway: una HTTPRoute sola no recibe peticiones.",
  otherGateway: (gateway: string): string => `No hay ningún Gateway ${code(gateway)}.`,
  noClass: (gateway: string, name: string): string =>
    `El Gateway ${code(gateway)} pide la clase ${code(name)}, que no está entre estos objetos: ningún controlador lo atiende.`,
  wrongScheme: (port: number, protocol: string): string =>
    `El listener del puerto ${port} es ${protocol}: una petición del otro esquema no se entiende.`,
  noListener: (host: string, port: number): string =>
    `Ningún listener del puerto ${port} vale para ${code(host)}: 404.`,
  noRoute: (listener: string): string => `La petición entra por el listener ${code(listener)}, y ninguna HTTPRoute se une a él: 404.`,
  noHost: (listener: string, host: string): string =>
    `La petición entra por el listener ${code(listener)}, y ninguna de sus rutas es para ${code(host)}: 404.`,
  noMatch: (listener: string, host: string): string =>
    `La petición entra por el listener ${code(listener)}; hay rutas para ${code(host)}, pero ningún \`match\` encaja con ella: 404.`,

  only: (rule: RuleReference): string => `${named(rule)} es la única regla que encaja.`,
  wins: {
    host: (rule: RuleReference): string => `Gana ${named(rule)}: su nombre de host es el más específico.`,
    exact: (rule: RuleReference): string => `Gana ${named(rule)}: una ruta \`Exact\` va antes que las demás.`,
    length: (rule: RuleReference): string => `Gana ${named(rule)}: de las rutas que encajan es la más larga.`,
    method: (rule: RuleReference): string => `Gana ${named(rule)}: con la misma ruta, va antes quien pide un método.`,
    headers: (rule: RuleReference): string => `Gana ${named(rule)}: con la misma ruta, va antes quien pide más cabeceras.`,
    query: (rule: RuleReference): string =>
      `Gana ${named(rule)}: con la misma ruta y las mismas cabeceras, va antes quien pide más parámetros.`,
    age: (rule: RuleReference): string => `Gana ${named(rule)}: piden lo mismo, y su HTTPRoute es la más antigua.`,
    name: (rule: RuleReference): string =>
      `Gana ${named(rule)}: piden lo mismo, y su HTTPRoute va antes por orden alfabético (namespace y nombre).`,
    place: (rule: RuleReference): string => `Gana ${named(rule)}: piden lo mismo, y está antes en su HTTPRoute.`,
  },
  asSent: "El backend recibe la ruta tal como llegó.",
  cleaned: (path: string): string => `El backend recibe ${code(path)}.`,
  rewritten: (path: string): string => `\`URLRewrite\` cambia la ruta: el backend recibe ${code(path)}.`,
  redirected: (location: string): string => `\`RequestRedirect\` manda a ${code(location)}, sin pasar por ningún backend.`,
  shared: (shares: readonly (readonly [string, number])[]): string =>
    `Las peticiones se reparten por peso: ${shares.map(([name, percent]) => `${code(name)} ${percent.toLocaleString("es")} %`).join(", ")}.`,
  mirrored: (names: readonly string[]): string => `Una copia va además a ${list(names)}; su respuesta se descarta.`,
  noBackend: "La regla no tiene ningún backend con peso: 500.",
  failing: (what: string, status: number): string => `Pero ${what}: ${status}.`,
  someFail: (what: string, percent: number, status: number): string =>
    `El ${percent.toLocaleString("es")} % de las peticiones falla con ${status}: ${what}.`,
  fault: {
    ...trouble,
    kind: (name: string): string => `${code(name)} no es un Service`,
    grant: (name: string, namespace: string): string =>
      `${code(name)} es de otro namespace, y ningún ReferenceGrant de ${code(namespace)} lo permite`,
    portless: (name: string): string => `la referencia a ${code(name)} no dice \`port\``,
  },

  otherParent: (gateway: string): string => `Su \`parentRefs\` no nombra el Gateway ${code(gateway)}.`,
  otherSection: (section: string, listener: string): string =>
    `Su \`sectionName\` es ${code(section)}, y la petición entra por el listener ${code(listener)}.`,
  otherPort: (port: number, listener: number): string => `Su \`parentRefs\` pide el puerto ${port}, no el ${listener}.`,
  otherKinds: (listener: string): string => `El listener ${code(listener)} no admite HTTPRoute.`,
  notSame: (namespace: string, listener: string): string =>
    `Es del namespace ${code(namespace)}, y el listener ${code(listener)} solo admite rutas del suyo (\`allowedRoutes.namespaces.from: Same\`).`,
  notSelected: (namespace: string, listener: string, why: string): string =>
    `El selector del listener ${code(listener)} no elige su namespace, ${code(namespace)}: ${why}.`,
  noCommonHost: (listener: string, host: string): string =>
    `Ninguno de sus \`hostnames\` cabe en el del listener ${code(listener)}, ${code(host)}.`,
  otherHost: (hosts: readonly string[], host: string): string => `Es para ${list(hosts)}, no para ${code(host)}.`,
  conflict: (names: readonly string[]): string =>
    `Los listeners ${list(names)} piden el mismo puerto y el mismo host: están en conflicto y ninguno se sirve, 404.`,
  case: (written: string): string => `Distingue mayúsculas: solo vale ${code(written)}.`,
  notExact: (written: string): string => `\`Exact\` pide justo ${code(written)}, y nada detrás.`,
  wholeElements: (written: string, path: string): string =>
    `${code(path)} empieza por las mismas letras, pero \`PathPrefix\` compara elementos enteros: vale ${code(written)} y lo que cuelga de ${code(`${written}/`)}.`,
  notPrefix: (written: string, path: string): string => `${code(path)} no es ${code(written)} ni cuelga de ahí.`,
  notExpression: (written: string, path: string): string => `La expresión ${code(written)} no abarca toda la ruta ${code(path)}.`,
  otherMethod: (wanted: string, method: string): string => `Pide el método ${code(wanted)}, y la petición es ${code(method)}.`,
  noHeader: (name: string): string => `Pide la cabecera ${code(name)}, que la petición no lleva.`,
  otherHeader: (name: string, wanted: string, found: string): string =>
    `Pide ${code(`${name}: ${wanted}`)}, y la petición lleva ${code(found)}.`,
  noParameter: (name: string): string => `Pide el parámetro ${code(name)}, que la petición no lleva.`,
  otherParameter: (name: string, wanted: string, found: string): string =>
    `Pide ${code(`${name}=${wanted}`)}, y la petición lleva ${code(found)}.`,
  beaten: {
    host: (winner: RuleReference): string => `Pierde ante una regla para ${code(winner.host)}, un nombre de host más específico.`,
    exact: (): string => "Pierde ante una ruta `Exact`, que va antes.",
    length: (winner: RuleReference): string => `Pierde ante ${code(winner.match)}: su ruta es más larga.`,
    method: (): string => "Pierde ante otra con la misma ruta que pide un método.",
    headers: (): string => "Pierde ante otra con la misma ruta que pide más cabeceras.",
    query: (): string => "Pierde ante otra con la misma ruta que pide más parámetros.",
    age: (winner: RuleReference): string => `Piden lo mismo, y la HTTPRoute ${code(winner.object.name)} es más antigua.`,
    name: (winner: RuleReference): string =>
      `Piden lo mismo, y la HTTPRoute ${code(winner.object.name)} va antes por orden alfabético.`,
    place: (): string => "Piden lo mismo, y está después en la misma HTTPRoute.",
  },

  traefik: "Traefik",
  others: "Otros controladores",
  traefikTakes: (rule: RuleReference, points: number, ours: number): string =>
    `Suma puntos por ruta, método, cabeceras, parámetros y host, y gana quien más tiene: elige ${named(rule)}, con ${points.toLocaleString("es")} frente a ${ours.toLocaleString("es")}.`,
  traefikTied: (points: number): string =>
    `Suma puntos, y varias reglas que encajan tienen los mismos, ${points.toLocaleString("es")}: cuál gana no está documentado.`,
  traefikLooser: (rule: RuleReference): string =>
    `Compara de otra manera (a una expresión regular le basta una parte, y ruta y parámetros se comparan ya descodificados): elige ${named(rule)}.`,
  traefikNone: (path: string): string =>
    `Compara ${code(path)} ya descodificada con lo escrito en las reglas, y ninguna encaja: responde 404.`,
  traefikPort: (port: number): string => `Escribe el puerto en la dirección de la redirección, también si es el habitual: ${code(`:${port}`)}.`,
  traefikListeners: (rule: RuleReference): string =>
    `No separa los listeners de un Gateway: lo recibe ${named(rule)}, que es de otro listener del mismo puerto.`,
  traefikSlash: (path: string): string => `Con \`replacePrefixMatch\` vacío pierde la barra: el backend recibe ${code(path)}.`,
  traefikWeight: "Con todos los pesos a cero responde 503.",
  expressionRank:
    "La especificación no dice qué lugar ocupa `RegularExpression` entre las demás rutas; aquí cuenta por su longitud, como un prefijo.",
  badPercent: "La ruta lleva un `%` sin dos cifras hexadecimales detrás: otros controladores responden 400.",
  conflicting: "La especificación permite que el controlador sirva uno de los listeners en conflicto, y Traefik sirve los dos.",
  cleaning: (sent: string, path: string): string =>
    `La especificación no dice qué hacer con \`//\`, \`..\` o \`%61\`; aquí ${code(sent)} se compara y se envía como ${code(path)}, y otro controlador puede dejarla como llegó.`,

  unknownFilter: (types: readonly string[]): string => `Este explorador no interpreta ${list(types)}: lo que hagan no se ve aquí.`,
  backendFilters: "Los filtros dentro de `backendRefs` no se interpretan aquí.",
  otherRoutes: (kinds: readonly string[]): string => `Solo se miran las HTTPRoute: ${list(kinds)} no cuentan aquí.`,
};
