/**
 * Which fields of ECS, OpenTelemetry and common loggers may leave. A line says what becomes of fields that end so:
 * `keep`: an identifier or a figure that stays as it is, unless it is plainly something else or names somebody;
 * `scan`: looked at like any text; `url`: a URL of which
 * the query goes whole; `statement`: a query language, of which the literals go; anything else: the class under which the
 * whole value goes. `*` stands for one name, `a|b` for either. The longest end decides; names are compared without case, `_`, `-` and `@`.
 */
export const table: readonly (readonly [act: string, fields: string])[] = [
  // Who it happened to.
  [
    'email',
    'email emailaddress useremail mail mailaddress customeremail contactemail reporteremail emails mailto recipientemail from.address to.address cc.address bcc.address replyto.address sender.address',
  ],
  [
    'phone',
    'phone phonenumber mobile mobilephone mobilenumber msisdn telephone tel fax phones cellphone',
  ],
  [
    'user',
    'user username userid userlogin login enduser enduserid users loginname customerid accountid subscriberid uniquename userprincipalname samaccountname',
  ],
  [
    'person',
    'firstname lastname fullname givenname familyname surname middlename maidenname customername contactname reportername accountholder cardholder cardholdername recipientname',
  ],
  ['scan', 'repository|repo|headrepository|baserepository.fullname'],
  ['birth-date', 'birthdate dateofbirth dob birthday'],
  [
    'address',
    'street streetaddress postaladdress homeaddress billingaddress shippingaddress addressline1 addressline2 postcode postalcode zipcode zip',
  ],
  [
    'national-id',
    'ssn socialsecuritynumber nationalid passport passportnumber taxid driverslicense nino cpf dni',
  ],
  ['card', 'cardnumber pan creditcard creditcardnumber ccnumber'],
  ['iban', 'iban bankaccount accountnumber sortcode bic'],
  [
    'user',
    'user|enduser|customer|reporter|contact|patient|passenger|recipient|caller|subscriber|cardholder|consumer.id|name|fullname|hash|login|value|pseudoid|domain|displayname|nickname',
  ],
  [
    'email',
    'user|enduser|customer|reporter|contact|patient|passenger|recipient|caller|subscriber|cardholder|consumer.email',
  ],
  [
    'phone',
    'user|enduser|customer|reporter|contact|patient|passenger|recipient|caller|subscriber|cardholder|consumer.phone|mobile',
  ],
  [
    'address',
    'user|enduser|customer|reporter|contact|patient|passenger|recipient|caller|subscriber|cardholder|consumer.address',
  ],
  [
    'user',
    'user.username user.changes|effective|target.id|name|fullname|hash|domain enduser.pseudo.id enduser.scope',
  ],
  ['email', 'user.changes|effective|target.email'],
  ['scan', 'user.roles user.group.name user.risk.*'],
  [
    'session',
    'session.id session.previousid sessionid sid jsessionid phpsessid usersession rumsessionid browsersessionid',
  ],
  [
    'device',
    'device.id device.serialnumber device.imei device.advertisingid deviceid installationid advertisingid idfa gaid imei imsi iccid androidid serialnumber host.serialnumber user.device.id app.installation.id',
  ],

  // Where it came from.
  [
    'ip',
    'clientip remoteip remoteaddr remoteaddress sourceip xforwardedfor xrealip realip forwardedfor userip peeraddress',
  ],
  [
    'client',
    'client|source|remote|peer|sockpeer|netpeer.ip|address|addr|domain|name|registereddomain|subdomain network|net.peer.address|ip|name net.sock.peer.addr|name network.forwardedip client|source.nat.ip related.user|ip|hosts',
  ],
  [
    'keep',
    'client|source.port|bytes|packets network.peer.port net.peer.port client|source.nat.port peer.service',
  ],
  [
    'geo',
    'lat lon lng latitude longitude geo.location geo.name geo.postalcode geo.lat geo.lon geo.cityname',
  ],
  [
    'scan',
    'geo.countryisocode geo.countryname geo.continentname geo.continentcode geo.regionname geo.regionisocode geo.timezone',
  ],
  [
    'scan',
    'useragent useragent.original useragent.name useragent.version useragent.os.* useragent.device.name',
  ],

  // What was sent.
  ['cookie', 'cookie cookies setcookie request.cookies.*'],
  ['authorization', 'authorization proxyauthorization'],
  [
    'body',
    'requestbody responsebody rawbody request.body request.bodycontent request.bodytext response.body response.bodycontent response.bodytext body.content request.body.content response.body.content formdata postdata request.params.* request.form.*',
  ],
  [
    'url',
    'url.full url.original http.url http.target request.url request.uri referrer referer http.request.referrer page.url page.referer url.raw headers.referer header.referer',
  ],
  [
    'query',
    'url.query url.search url.hash querystring http.query url.fragment url.username url.password request.query request.query.* url.querystring',
  ],
  [
    'parameter',
    'db.query.parameter.* db.operation.parameter.* db.statement.parameters sql.parameters sql.bindings query.bindings params.bind.* db.user db.query.parameters graphql.variables',
  ],
  [
    'header',
    'request.header.* response.header.cookie request.header.cookie rpc.request.metadata.* rpc.connectrpc.request.metadata.*',
  ],
  [
    'keep',
    'request.header.contenttype request.header.contentlength request.header.accept request.header.acceptencoding request.header.traceparent request.header.xrequestid request.header.useragent request.header.host request.header.retryafter',
  ],
  ['statement', 'db.statement db.query.text sql sql.query db.query'],
  [
    'email',
    'email.from.address email.to.address email.cc.address email.bcc.address email.replyto.address email.sender.address smtp.from smtp.to mail.from mail.to',
  ],
  ['scan', 'db.query.summary db.instance'],
  ['scan', 'email.subject email.messageid email.direction email.xmailer'],
  [
    'user',
    'messaging.userid messaging.message.conversationid group.member.* file.owner process.user.name process.realuser.name process.saveduser.name',
  ],

  // Without these nothing can be traced.
  [
    'keep',
    'traceid trace.id spanid span.id parentid parent.id transactionid transaction.id parentspanid traceflags tracestate correlationid correlation.id requestid request.id eventid span.parentid span.traceid error.id error.traceid',
  ],
  [
    'keep',
    'service.* service.node.name service.instance.id host.name host.hostname host.id host.architecture host.type host.os.* k8s.* k8s.*.* k8s.*.*.* kubernetes.* kubernetes.*.* kubernetes.*.*.* container.* container.image.* cloud.* cloud.*.* deployment.environment deployment.environment.name deployment.id deployment.name deployment.status orchestrator.* orchestrator.*.* faas.* faas.*.* telemetry.sdk.* otel.* otel.*.* ecs.version agent.* labels.correlationid',
  ],
  [
    'keep',
    'event.id event.kind event.category event.type event.action event.dataset event.module event.outcome event.duration event.sequence event.code event.severity event.provider event.created event.start event.end event.ingested eventname event.name datastream.*',
  ],
  [
    'keep',
    'log.level log.logger log.origin.* log.origin.file.* level severity severitytext severitynumber levelname lvl logger loggername logger.name process.pid process.ppid process.name process.thread.id process.thread.name thread thread.* threadname pid',
  ],
  [
    'keep',
    'http.version httpversion http.request.method request.method http.request.bytes http.request.id request.bytes http.response.statuscode response.statuscode statuscode http.response.bytes response.bytes http.response.mimetype response.mimetype http.statuscode http.method http.route http.status http.scheme http.flavor http.request.resendcount http.request.body.size http.response.body.size request.body.bytes response.body.bytes',
  ],
  [
    'keep',
    'method status code url.path url.scheme url.domain url.port url.extension url.registereddomain url.subdomain url.topleveldomain server.port server.address destination.port destination.service.* destination.service.*.* network.transport network.protocol network.protocol.* network.type network.direction network.bytes tls.version tls.cipher tls.established',
  ],
  [
    'keep',
    'rpc.* rpc.*.* db.system db.name db.namespace db.operation db.operation.name db.collection.name db.sql.table db.response.statuscode db.type db.system.name messaging.system messaging.operation messaging.destination messaging.destination.* messaging.operation.* messaging.message.id messaging.kafka.* messaging.kafka.*.* messaging.consumer.group.name consumer.groupid',
  ],
  [
    'keep',
    'timestamp time ts datetime date asctime eventtime timeunixnano starttimeunixnano endtimeunixnano observedtimeunixnano duration durationms took elapsed latency responsetime digest sha sha256 sha1 commit version release build featureflag.* featureflag.*.* featureflag.result.* region environment env availabilityzone state result outcome success count total size bytes attempt attempts retries retry',
  ],
  [
    'scan',
    'fieldsdropped message msg body log attributes|values|headers.key|name event.original event.reason event.url error error.message error.type error.code error.stacktrace error.stack err err.* exception exception.* exception.*.* stack stacktrace stacktrace.* stacktrace.*.* cause reason description detail details summary notes comment text path endpoint route url uri app application component service host hostname server.* destination.* tags type kind app.* file.* file.*.* code.* os.* os.*.* host.* rule.* rule.name organization.* organization.id destination.address destination.ip server.ip',
  ],
]
