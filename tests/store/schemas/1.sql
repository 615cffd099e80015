-- An archive as a released version left it; never changed, since archives like it are in use.
BEGIN TRANSACTION;
CREATE TABLE actors (
	no INTEGER NOT NULL, 
	identifier TEXT, 
	name TEXT NOT NULL, 
	folded TEXT NOT NULL, 
	code TEXT, 
	sector TEXT, 
	PRIMARY KEY (no)
);
INSERT INTO "actors" VALUES(3406180268045126162,'usa','USA','usa','USA','GOV');
INSERT INTO "actors" VALUES(4337695249398162917,'rus','RUS','rus','RUS','GOV');
CREATE TABLE bands (
	"key" BIGINT NOT NULL, 
	document BIGINT NOT NULL, 
	PRIMARY KEY ("key", document)
)
 WITHOUT ROWID

;
CREATE TABLE claim_parties (
	claim BIGINT NOT NULL, 
	role SMALLINT NOT NULL, 
	position SMALLINT NOT NULL, 
	actor BIGINT NOT NULL, 
	code TEXT, 
	sector TEXT, 
	date TEXT NOT NULL, 
	PRIMARY KEY (claim, role, position)
)
 WITHOUT ROWID

;
INSERT INTO "claim_parties" VALUES(1,2,0,4337695249398162917,'RUS','GOV','2015-08-04');
CREATE TABLE claims (
	no INTEGER NOT NULL, 
	id TEXT NOT NULL, 
	document BIGINT NOT NULL, 
	coder BIGINT NOT NULL, 
	shown SMALLINT NOT NULL, 
	date TEXT NOT NULL, 
	source TEXT, 
	body TEXT NOT NULL, 
	PRIMARY KEY (no)
);
INSERT INTO "claims" VALUES(1,'c2-a',1,1,1,'2015-08-04','The Paper','{"id":"c2-a","doc_id":"a","attribution":[{"source":{"entity_text":"RUS","code":"RUS","sector":"GOV","other_sectors":[],"office":null,"identifier_id":"rus","identifier_text":"RUS","resolved_by":"knowledge_base"},"cue":"says","kind":"direct","named":true}],"text":"Minister says no","start":22,"end":38,"about":[]}');
CREATE TABLE coders (
	no INTEGER NOT NULL, 
	id TEXT NOT NULL, 
	name TEXT NOT NULL, 
	versions TEXT NOT NULL, 
	PRIMARY KEY (no), 
	UNIQUE (id)
);
INSERT INTO "coders" VALUES(1,'c10fba00c2fd036f','made 1','{"rules":"1"}');
CREATE TABLE country_months (
	code TEXT NOT NULL, 
	side SMALLINT NOT NULL, 
	month TEXT NOT NULL, 
	quad SMALLINT NOT NULL, 
	records INTEGER NOT NULL, 
	scale BIGINT NOT NULL, 
	PRIMARY KEY (code, side, month, quad)
)
 WITHOUT ROWID

;
INSERT INTO "country_months" VALUES('RUS',0,'2015-08',1,1,4000);
INSERT INTO "country_months" VALUES('RUS',2,'2015-08',1,1,4000);
INSERT INTO "country_months" VALUES('USA',1,'2015-08',1,1,4000);
INSERT INTO "country_months" VALUES('USA',2,'2015-08',1,1,4000);
CREATE TABLE day_counts (
	date TEXT NOT NULL, 
	type TEXT NOT NULL, 
	status TEXT NOT NULL, 
	quad SMALLINT NOT NULL, 
	records INTEGER NOT NULL, 
	scale BIGINT NOT NULL, 
	PRIMARY KEY (date, type, status, quad)
)
 WITHOUT ROWID

;
INSERT INTO "day_counts" VALUES('2015-08-04','CONSULT','happened',1,1,4000);
CREATE TABLE documents (
	no INTEGER NOT NULL, 
	id TEXT NOT NULL, 
	version INTEGER NOT NULL, 
	hash TEXT NOT NULL, 
	current SMALLINT NOT NULL, 
	outcome TEXT NOT NULL, 
	title TEXT, 
	url TEXT, 
	source TEXT, 
	published TEXT, 
	language TEXT, 
	copy_of TEXT, 
	origin TEXT NOT NULL, 
	text TEXT NOT NULL, 
	PRIMARY KEY (no), 
	UNIQUE (id, version), 
	UNIQUE (id, hash)
);
INSERT INTO "documents" VALUES(1,'a',1,'6588581cf0a011e8924ece9b1f0c2961',1,'coded','Talks','https://example.org/a','The Paper','2015-08-04','en',NULL,'a','Talks
RUS CONSULT USA
Minister says no');
CREATE TABLE event_links (
	source TEXT NOT NULL, 
	target TEXT NOT NULL, 
	kind TEXT NOT NULL, 
	because TEXT NOT NULL, 
	PRIMARY KEY (source, target, kind)
);
CREATE TABLE event_members (
	record TEXT NOT NULL, 
	event TEXT NOT NULL, 
	PRIMARY KEY (record)
);
CREATE TABLE event_parties (
	event BIGINT NOT NULL, 
	role SMALLINT NOT NULL, 
	position SMALLINT NOT NULL, 
	actor BIGINT NOT NULL, 
	code TEXT, 
	sector TEXT, 
	date TEXT NOT NULL, 
	PRIMARY KEY (event, role, position)
)
 WITHOUT ROWID

;
CREATE TABLE events (
	no INTEGER NOT NULL, 
	id TEXT NOT NULL, 
	reports INTEGER NOT NULL, 
	sources INTEGER NOT NULL, 
	disputed SMALLINT NOT NULL, 
	body TEXT NOT NULL, 
	shown SMALLINT NOT NULL, 
	date TEXT NOT NULL, 
	last TEXT NOT NULL, 
	type TEXT NOT NULL, 
	modes TEXT NOT NULL, 
	contexts TEXT NOT NULL, 
	aux TEXT NOT NULL, 
	status TEXT NOT NULL, 
	quad SMALLINT NOT NULL, 
	scale INTEGER NOT NULL, 
	confidence FLOAT NOT NULL, 
	mutual SMALLINT NOT NULL, 
	place TEXT, 
	place_country TEXT, 
	geonameid BIGINT, 
	lat FLOAT, 
	lon FLOAT, 
	source TEXT, 
	PRIMARY KEY (no), 
	UNIQUE (id)
);
CREATE TABLE failures (
	source TEXT NOT NULL, 
	hash TEXT NOT NULL, 
	stage TEXT NOT NULL, 
	reason TEXT NOT NULL, 
	PRIMARY KEY (source)
);
CREATE TABLE judgements (
	no INTEGER NOT NULL, 
	id TEXT NOT NULL, 
	verdict TEXT NOT NULL, 
	record TEXT, 
	other TEXT, 
	author TEXT NOT NULL, 
	time TEXT NOT NULL, 
	reason TEXT NOT NULL, 
	field TEXT, 
	value TEXT, 
	follows TEXT, 
	undoes TEXT, 
	PRIMARY KEY (no), 
	UNIQUE (id)
);
CREATE TABLE meta (
	"key" TEXT NOT NULL, 
	value TEXT NOT NULL, 
	PRIMARY KEY ("key")
);
INSERT INTO "meta" VALUES('schema','1');
CREATE TABLE pair_months (
	a TEXT NOT NULL, 
	b TEXT NOT NULL, 
	month TEXT NOT NULL, 
	quad SMALLINT NOT NULL, 
	records INTEGER NOT NULL, 
	scale BIGINT NOT NULL, 
	PRIMARY KEY (a, b, month, quad)
)
 WITHOUT ROWID

;
INSERT INTO "pair_months" VALUES('RUS','USA','2015-08',1,1,4000);
CREATE TABLE parties (
	record BIGINT NOT NULL, 
	role SMALLINT NOT NULL, 
	position SMALLINT NOT NULL, 
	actor BIGINT NOT NULL, 
	code TEXT, 
	sector TEXT, 
	date TEXT NOT NULL, 
	PRIMARY KEY (record, role, position)
)
 WITHOUT ROWID

;
INSERT INTO "parties" VALUES(1,0,0,4337695249398162917,'RUS','GOV','2015-08-04');
INSERT INTO "parties" VALUES(1,1,0,3406180268045126162,'USA','GOV','2015-08-04');
CREATE TABLE readings (
	document BIGINT NOT NULL, 
	coder BIGINT NOT NULL, 
	outcome TEXT NOT NULL, 
	PRIMARY KEY (document, coder)
)
 WITHOUT ROWID

;
INSERT INTO "readings" VALUES(1,1,'coded');
CREATE TABLE record_bodies (
	record INTEGER NOT NULL, 
	body TEXT NOT NULL, 
	because TEXT NOT NULL, 
	corrected TEXT, 
	PRIMARY KEY (record)
);
INSERT INTO "record_bodies" VALUES(1,'{"id":"8b3d65bce40d7abf","doc_id":"a","event":["CONSULT"],"mode":[],"context":[],"aux":[],"status":"happened","actor":[{"entity_text":"RUS","code":"RUS","sector":"GOV","other_sectors":[],"office":null,"identifier_id":"rus","identifier_text":"RUS","resolved_by":"knowledge_base"}],"recipient":[{"entity_text":"USA","code":"USA","sector":"GOV","other_sectors":[],"office":null,"identifier_id":"usa","identifier_text":"USA","resolved_by":"knowledge_base"}],"date":"2015-08-04","enddate":null,"date_resolution":"day","event_loc":{"extracted_place":"Moscow","resolved_place":"Moscow","geonameid":null,"lat":55.75,"lon":37.62,"province":null,"country":null,"country_code":"RUS","feature_code":null,"resolution":4},"event_text":["CONSULT"],"quad_code":1,"event_scale":4.0,"attribution":[],"size":{},"confidence":0.6,"evidence":[{"field":"event","start":10,"end":17,"text":"CONSULT"},{"field":"actor[0]","start":6,"end":9,"text":"RUS"}],"text_info":{"sequence":1,"start":6,"end":21},"cite_info":{"title":"Talks","url":"https://example.org/a","publication":"The Paper","language":"en","published":"2015-08-04","coder":"made 1","codebook":"plover-2.0"}}','["made"]',NULL);
CREATE TABLE records (
	no INTEGER NOT NULL, 
	id TEXT NOT NULL, 
	document BIGINT NOT NULL, 
	coder BIGINT NOT NULL, 
	current SMALLINT NOT NULL, 
	judged TEXT, 
	shown SMALLINT NOT NULL, 
	date TEXT NOT NULL, 
	last TEXT NOT NULL, 
	type TEXT NOT NULL, 
	modes TEXT NOT NULL, 
	contexts TEXT NOT NULL, 
	aux TEXT NOT NULL, 
	status TEXT NOT NULL, 
	quad SMALLINT NOT NULL, 
	scale INTEGER NOT NULL, 
	confidence FLOAT NOT NULL, 
	mutual SMALLINT NOT NULL, 
	place TEXT, 
	place_country TEXT, 
	geonameid BIGINT, 
	lat FLOAT, 
	lon FLOAT, 
	source TEXT, 
	PRIMARY KEY (no)
);
INSERT INTO "records" VALUES(1,'8b3d65bce40d7abf',1,1,1,NULL,1,'2015-08-04','2015-08-04','CONSULT','','','','happened',1,4000,0.6,0,'moscow','RUS',NULL,55.75,37.62,'The Paper');
CREATE TABLE sentences (
	no INTEGER NOT NULL, 
	document BIGINT NOT NULL, 
	sequence INTEGER NOT NULL, 
	start INTEGER NOT NULL, 
	"end" INTEGER NOT NULL, 
	PRIMARY KEY (no)
);
INSERT INTO "sentences" VALUES(1,1,0,0,5);
INSERT INTO "sentences" VALUES(2,1,1,6,21);
INSERT INTO "sentences" VALUES(3,1,2,22,38);
CREATE TABLE spans (
	record BIGINT NOT NULL, 
	position SMALLINT NOT NULL, 
	field TEXT NOT NULL, 
	start INTEGER NOT NULL, 
	"end" INTEGER NOT NULL, 
	PRIMARY KEY (record, position)
)
 WITHOUT ROWID

;
INSERT INTO "spans" VALUES(1,0,'event',10,17);
INSERT INTO "spans" VALUES(1,1,'actor[0]',6,9);
ANALYZE "sqlite_master";
INSERT INTO "sqlite_stat1" VALUES('parties','parties','2000000 3 2 1');
INSERT INTO "sqlite_stat1" VALUES('parties','parties_by_code','2000000 10000 4 1 1');
INSERT INTO "sqlite_stat1" VALUES('parties','parties_by_actor','2000000 400 2 1 1');
INSERT INTO "sqlite_stat1" VALUES('claim_parties','claim_parties','2000000 3 2 1');
INSERT INTO "sqlite_stat1" VALUES('claim_parties','claim_parties_by_code','2000000 10000 4 1 1');
INSERT INTO "sqlite_stat1" VALUES('claim_parties','claim_parties_by_actor','2000000 400 2 1 1');
INSERT INTO "sqlite_stat1" VALUES('event_parties','event_parties','2000000 3 2 1');
INSERT INTO "sqlite_stat1" VALUES('event_parties','event_parties_by_code','2000000 10000 4 1 1');
INSERT INTO "sqlite_stat1" VALUES('event_parties','event_parties_by_actor','2000000 400 2 1 1');
INSERT INTO "sqlite_stat1" VALUES('records','records_by_id','1000000 1');
INSERT INTO "sqlite_stat1" VALUES('records','records_by_document','1000000 5');
INSERT INTO "sqlite_stat1" VALUES('records','records_by_date','1000000 270 1 1');
INSERT INTO "sqlite_stat1" VALUES('records','records_by_type','1000000 62500 20 1');
INSERT INTO "sqlite_stat1" VALUES('records','records_by_place','1000000 5000 2 1');
INSERT INTO "sqlite_stat1" VALUES('records','records_by_point','1000000 50 20');
INSERT INTO "sqlite_stat1" VALUES('events','events_by_date','1000000 270 1');
INSERT INTO "sqlite_stat1" VALUES('events','events_by_type','1000000 62500 20 1');
INSERT INTO "sqlite_stat1" VALUES('events','events_by_place','1000000 5000 2 1');
INSERT INTO "sqlite_stat1" VALUES('events','events_by_point','1000000 50 20');
INSERT INTO "sqlite_stat1" VALUES('event_members','event_members_by_event','1000000 2');
INSERT INTO "sqlite_stat1" VALUES('documents','sqlite_autoindex_documents_1','200000 1 1');
INSERT INTO "sqlite_stat1" VALUES('claims','claims_by_date','1000000 270 1 1');
INSERT INTO "sqlite_stat1" VALUES('claims','claims_by_id','1000000 1');
INSERT INTO "sqlite_stat1" VALUES('claims','claims_by_document','1000000 5');
INSERT INTO "sqlite_stat1" VALUES('pair_months','pair_months','500000 500 20 2 1');
INSERT INTO "sqlite_stat1" VALUES('country_months','country_months','100000 500 170 3 1');
INSERT INTO "sqlite_stat1" VALUES('day_counts','day_counts','100000 30 4 1 1');
INSERT INTO "sqlite_stat1" VALUES('sentences','sentences_by_document','1000000 20');
INSERT INTO "sqlite_stat1" VALUES('spans','spans','5000000 5 1');
CREATE INDEX documents_by_origin ON documents (origin);
CREATE INDEX documents_by_day ON documents (published);
CREATE INDEX sentences_by_document ON sentences (document);
CREATE INDEX records_by_date ON records (date, no, shown);
CREATE INDEX records_by_id ON records (id);
CREATE INDEX records_by_type ON records (type, date, no);
CREATE INDEX records_by_document ON records (document);
CREATE INDEX records_by_place ON records (place_country, date, no);
CREATE INDEX records_by_point ON records (lat, lon);
CREATE INDEX parties_by_code ON parties (code, date, record, role);
CREATE INDEX parties_by_actor ON parties (actor, date, record, role);
CREATE INDEX actors_by_name ON actors (folded);
CREATE INDEX actors_by_identifier ON actors (identifier);
CREATE INDEX claims_by_date ON claims (date, no, shown);
CREATE INDEX claims_by_document ON claims (document);
CREATE INDEX claims_by_id ON claims (id);
CREATE INDEX claim_parties_by_actor ON claim_parties (actor, date, claim, role);
CREATE INDEX claim_parties_by_code ON claim_parties (code, date, claim, role);
CREATE INDEX judgements_by_other ON judgements (other);
CREATE INDEX judgements_by_record ON judgements (record);
CREATE INDEX events_by_type ON events (type, date, no);
CREATE INDEX events_by_place ON events (place_country, date, no);
CREATE INDEX events_by_date ON events (date, no);
CREATE INDEX events_by_point ON events (lat, lon);
CREATE INDEX event_parties_by_code ON event_parties (code, date, event, role);
CREATE INDEX event_parties_by_actor ON event_parties (actor, date, event, role);
CREATE INDEX event_members_by_event ON event_members (event);
CREATE INDEX event_links_by_target ON event_links (target);
CREATE VIRTUAL TABLE record_words USING fts5(text, content='', tokenize='porter unicode61 remove_diacritics 2');
CREATE VIRTUAL TABLE claim_words USING fts5(text, content='', tokenize='porter unicode61 remove_diacritics 2');
INSERT INTO record_words (rowid, text) VALUES (1, 'RUS CONSULT USA');
INSERT INTO claim_words (rowid, text) VALUES (1, 'Minister says no');
COMMIT;
