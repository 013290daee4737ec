-- Made by ./zeren migrate from the migrations, for reading; the database is made by the migrations.

-- organisation 0001_initial
--
-- Create model Person
--
CREATE TABLE "organisation_person" ("id" integer NOT NULL PRIMARY KEY AUTOINCREMENT, "password" varchar(128) NOT NULL, "last_login" datetime NULL, "is_superuser" bool NOT NULL, "username" varchar(150) NOT NULL UNIQUE, "email" varchar(254) NOT NULL, "is_staff" bool NOT NULL, "is_active" bool NOT NULL, "date_joined" datetime NOT NULL, "name" varchar(100) NOT NULL, "name_zh" varchar(100) NOT NULL);
CREATE TABLE "organisation_person_groups" ("id" integer NOT NULL PRIMARY KEY AUTOINCREMENT, "person_id" bigint NOT NULL REFERENCES "organisation_person" ("id") DEFERRABLE INITIALLY DEFERRED, "group_id" integer NOT NULL REFERENCES "auth_group" ("id") DEFERRABLE INITIALLY DEFERRED);
CREATE TABLE "organisation_person_user_permissions" ("id" integer NOT NULL PRIMARY KEY AUTOINCREMENT, "person_id" bigint NOT NULL REFERENCES "organisation_person" ("id") DEFERRABLE INITIALLY DEFERRED, "permission_id" integer NOT NULL REFERENCES "auth_permission" ("id") DEFERRABLE INITIALLY DEFERRED);
--
-- Create model AccessToken
--
CREATE TABLE "organisation_accesstoken" ("id" integer NOT NULL PRIMARY KEY AUTOINCREMENT, "name" varchar(100) NOT NULL, "digest" varchar(64) NOT NULL UNIQUE, "created_at" datetime NOT NULL, "expires_at" datetime NOT NULL, "revoked_at" datetime NULL, "person_id" bigint NOT NULL REFERENCES "organisation_person" ("id") DEFERRABLE INITIALLY DEFERRED);
--
-- Create model Unit
--
CREATE TABLE "organisation_unit" ("id" integer NOT NULL PRIMARY KEY AUTOINCREMENT, "code" varchar(60) NOT NULL UNIQUE, "name" varchar(200) NOT NULL, "name_zh" varchar(200) NOT NULL, "kind" varchar(20) NOT NULL, "path" varchar(500) NOT NULL UNIQUE, "position" integer unsigned NOT NULL CHECK ("position" >= 0), "division_code" varchar(12) NOT NULL, "credit_code" varchar(18) NOT NULL, "valid_from" date NULL, "valid_until" date NULL, "parent_id" bigint NULL REFERENCES "organisation_unit" ("id") DEFERRABLE INITIALLY DEFERRED);
--
-- Create model Post
--
CREATE TABLE "organisation_post" ("id" integer NOT NULL PRIMARY KEY AUTOINCREMENT, "role" varchar(30) NOT NULL, "valid_from" date NOT NULL, "valid_until" date NULL, "person_id" bigint NOT NULL REFERENCES "organisation_person" ("id") DEFERRABLE INITIALLY DEFERRED, "unit_id" bigint NOT NULL REFERENCES "organisation_unit" ("id") DEFERRABLE INITIALLY DEFERRED);
--
-- Create model Alias
--
CREATE TABLE "organisation_alias" ("id" integer NOT NULL PRIMARY KEY AUTOINCREMENT, "name" varchar(200) NOT NULL, "unit_id" bigint NOT NULL REFERENCES "organisation_unit" ("id") DEFERRABLE INITIALLY DEFERRED);
--
-- Create model Delegation
--
CREATE TABLE "organisation_delegation" ("id" integer NOT NULL PRIMARY KEY AUTOINCREMENT, "valid_from" date NOT NULL, "valid_until" date NOT NULL, "reason" varchar(200) NOT NULL, "revoked_at" datetime NULL, "substitute_id" bigint NOT NULL REFERENCES "organisation_person" ("id") DEFERRABLE INITIALLY DEFERRED, "post_id" bigint NOT NULL REFERENCES "organisation_post" ("id") DEFERRABLE INITIALLY DEFERRED, CONSTRAINT "organisation_delegation_ends_after_it_begins" CHECK ("valid_until" > ("valid_from")));
--
-- Create index organisation_unit_order on field(s) position, id of model unit
--
CREATE INDEX "organisation_unit_order" ON "organisation_unit" ("position", "id");
--
-- Create constraint organisation_unit_path_is_whole on model unit
--
CREATE TABLE "new__organisation_unit" ("id" integer NOT NULL PRIMARY KEY AUTOINCREMENT, "code" varchar(60) NOT NULL UNIQUE, "name" varchar(200) NOT NULL, "name_zh" varchar(200) NOT NULL, "kind" varchar(20) NOT NULL, "path" varchar(500) NOT NULL UNIQUE, "position" integer unsigned NOT NULL CHECK ("position" >= 0), "division_code" varchar(12) NOT NULL, "credit_code" varchar(18) NOT NULL, "valid_from" date NULL, "valid_until" date NULL, "parent_id" bigint NULL REFERENCES "organisation_unit" ("id") DEFERRABLE INITIALLY DEFERRED, CONSTRAINT "organisation_unit_path_is_whole" CHECK (("path" LIKE '/%' ESCAPE '\' AND "path" LIKE '%/' ESCAPE '\')));
INSERT INTO "new__organisation_unit" ("id", "code", "name", "name_zh", "kind", "path", "position", "division_code", "credit_code", "valid_from", "valid_until", "parent_id") SELECT "id", "code", "name", "name_zh", "kind", "path", "position", "division_code", "credit_code", "valid_from", "valid_until", "parent_id" FROM "organisation_unit";
DROP TABLE "organisation_unit";
ALTER TABLE "new__organisation_unit" RENAME TO "organisation_unit";
CREATE UNIQUE INDEX "organisation_person_groups_person_id_group_id_afb6c8a5_uniq" ON "organisation_person_groups" ("person_id", "group_id");
CREATE INDEX "organisation_person_groups_person_id_549d6323" ON "organisation_person_groups" ("person_id");
CREATE INDEX "organisation_person_groups_group_id_5ee4d03f" ON "organisation_person_groups" ("group_id");
CREATE UNIQUE INDEX "organisation_person_user_permissions_person_id_permission_id_dd93df27_uniq" ON "organisation_person_user_permissions" ("person_id", "permission_id");
CREATE INDEX "organisation_person_user_permissions_person_id_90714d6b" ON "organisation_person_user_permissions" ("person_id");
CREATE INDEX "organisation_person_user_permissions_permission_id_793dd44e" ON "organisation_person_user_permissions" ("permission_id");
CREATE INDEX "organisation_accesstoken_person_id_8731cbec" ON "organisation_accesstoken" ("person_id");
CREATE INDEX "organisation_post_person_id_b861554e" ON "organisation_post" ("person_id");
CREATE INDEX "organisation_post_unit_id_d1b2ce6b" ON "organisation_post" ("unit_id");
CREATE INDEX "organisation_alias_unit_id_9952526d" ON "organisation_alias" ("unit_id");
CREATE INDEX "organisation_delegation_substitute_id_c590fc34" ON "organisation_delegation" ("substitute_id");
CREATE INDEX "organisation_delegation_post_id_2d86e1df" ON "organisation_delegation" ("post_id");
CREATE INDEX "organisation_unit_parent_id_1a56e487" ON "organisation_unit" ("parent_id");
CREATE INDEX "organisation_unit_order" ON "organisation_unit" ("position", "id");
--
-- Create constraint organisation_unit_ends_after_it_begins on model unit
--
CREATE TABLE "new__organisation_unit" ("id" integer NOT NULL PRIMARY KEY AUTOINCREMENT, "code" varchar(60) NOT NULL UNIQUE, "name" varchar(200) NOT NULL, "name_zh" varchar(200) NOT NULL, "kind" varchar(20) NOT NULL, "path" varchar(500) NOT NULL UNIQUE, "position" integer unsigned NOT NULL CHECK ("position" >= 0), "division_code" varchar(12) NOT NULL, "credit_code" varchar(18) NOT NULL, "valid_from" date NULL, "valid_until" date NULL, "parent_id" bigint NULL REFERENCES "organisation_unit" ("id") DEFERRABLE INITIALLY DEFERRED, CONSTRAINT "organisation_unit_path_is_whole" CHECK (("path" LIKE '/%' ESCAPE '\' AND "path" LIKE '%/' ESCAPE '\')), CONSTRAINT "organisation_unit_ends_after_it_begins" CHECK (("valid_from" IS NULL OR "valid_until" IS NULL OR "valid_until" > ("valid_from"))));
INSERT INTO "new__organisation_unit" ("id", "code", "name", "name_zh", "kind", "path", "position", "division_code", "credit_code", "valid_from", "valid_until", "parent_id") SELECT "id", "code", "name", "name_zh", "kind", "path", "position", "division_code", "credit_code", "valid_from", "valid_until", "parent_id" FROM "organisation_unit";
DROP TABLE "organisation_unit";
ALTER TABLE "new__organisation_unit" RENAME TO "organisation_unit";
CREATE INDEX "organisation_unit_parent_id_1a56e487" ON "organisation_unit" ("parent_id");
CREATE INDEX "organisation_unit_order" ON "organisation_unit" ("position", "id");
--
-- Create constraint organisation_post_is_held_once on model post
--
CREATE UNIQUE INDEX "organisation_post_is_held_once" ON "organisation_post" ("person_id", "unit_id", "role") WHERE "valid_until" IS NULL;
--
-- Create constraint organisation_post_keeps_administrators_apart on model post
--
CREATE UNIQUE INDEX "organisation_post_keeps_administrators_apart" ON "organisation_post" ("person_id") WHERE ("role" IN ('audit_administrator', 'security_administrator', 'system_administrator') AND "valid_until" IS NULL);
--
-- Create constraint organisation_post_ends_after_it_begins on model post
--
CREATE TABLE "new__organisation_post" ("id" integer NOT NULL PRIMARY KEY AUTOINCREMENT, "role" varchar(30) NOT NULL, "valid_from" date NOT NULL, "valid_until" date NULL, "person_id" bigint NOT NULL REFERENCES "organisation_person" ("id") DEFERRABLE INITIALLY DEFERRED, "unit_id" bigint NOT NULL REFERENCES "organisation_unit" ("id") DEFERRABLE INITIALLY DEFERRED, CONSTRAINT "organisation_post_ends_after_it_begins" CHECK (("valid_until" IS NULL OR "valid_until" >= ("valid_from"))));
INSERT INTO "new__organisation_post" ("id", "role", "valid_from", "valid_until", "person_id", "unit_id") SELECT "id", "role", "valid_from", "valid_until", "person_id", "unit_id" FROM "organisation_post";
DROP TABLE "organisation_post";
ALTER TABLE "new__organisation_post" RENAME TO "organisation_post";
CREATE UNIQUE INDEX "organisation_post_is_held_once" ON "organisation_post" ("person_id", "unit_id", "role") WHERE "valid_until" IS NULL;
CREATE UNIQUE INDEX "organisation_post_keeps_administrators_apart" ON "organisation_post" ("person_id") WHERE ("role" IN ('audit_administrator', 'security_administrator', 'system_administrator') AND "valid_until" IS NULL);
CREATE INDEX "organisation_post_person_id_b861554e" ON "organisation_post" ("person_id");
CREATE INDEX "organisation_post_unit_id_d1b2ce6b" ON "organisation_post" ("unit_id");
--
-- Create index organisation_alias_name on field(s) name of model alias
--
CREATE INDEX "organisation_alias_name" ON "organisation_alias" ("name");
--
-- Create constraint organisation_alias_is_said_once on model alias
--
CREATE TABLE "new__organisation_alias" ("id" integer NOT NULL PRIMARY KEY AUTOINCREMENT, "name" varchar(200) NOT NULL, "unit_id" bigint NOT NULL REFERENCES "organisation_unit" ("id") DEFERRABLE INITIALLY DEFERRED, CONSTRAINT "organisation_alias_is_said_once" UNIQUE ("unit_id", "name"));
INSERT INTO "new__organisation_alias" ("id", "name", "unit_id") SELECT "id", "name", "unit_id" FROM "organisation_alias";
DROP TABLE "organisation_alias";
ALTER TABLE "new__organisation_alias" RENAME TO "organisation_alias";
CREATE INDEX "organisation_alias_unit_id_9952526d" ON "organisation_alias" ("unit_id");
CREATE INDEX "organisation_alias_name" ON "organisation_alias" ("name");

-- ledger 0001_initial
--
-- Create model Leaf
--
CREATE TABLE "ledger_leaf" ("number" bigint NOT NULL PRIMARY KEY);
--
-- Create model Record
--
CREATE TABLE "ledger_record" ("id" integer NOT NULL PRIMARY KEY AUTOINCREMENT, "uid" char(32) NOT NULL UNIQUE, "event" varchar(80) NOT NULL, "subject" varchar(120) NOT NULL, "unit" varchar(60) NOT NULL, "recorded_at" datetime NOT NULL, "body" BLOB NOT NULL, "leaf_hash" BLOB NOT NULL);
--
-- Create model TreeHead
--
CREATE TABLE "ledger_treehead" ("size" bigint NOT NULL PRIMARY KEY, "root" BLOB NOT NULL, "frontier" BLOB NOT NULL, "made_at" datetime NOT NULL);
--
-- Create model Outbox
--
CREATE TABLE "ledger_outbox" ("record_id" bigint NOT NULL PRIMARY KEY REFERENCES "ledger_record" ("id") DEFERRABLE INITIALLY DEFERRED);
--
-- Create model Payload
--
CREATE TABLE "ledger_payload" ("record_id" bigint NOT NULL PRIMARY KEY REFERENCES "ledger_record" ("id") DEFERRABLE INITIALLY DEFERRED, "key" BLOB NOT NULL, "content" BLOB NOT NULL);
--
-- Create index ledger_record_story on field(s) subject, id of model record
--
CREATE INDEX "ledger_record_story" ON "ledger_record" ("subject", "id");
--
-- Create constraint ledger_record_has_an_event on model record
--
CREATE TABLE "new__ledger_record" ("id" integer NOT NULL PRIMARY KEY AUTOINCREMENT, "uid" char(32) NOT NULL UNIQUE, "event" varchar(80) NOT NULL, "subject" varchar(120) NOT NULL, "unit" varchar(60) NOT NULL, "recorded_at" datetime NOT NULL, "body" BLOB NOT NULL, "leaf_hash" BLOB NOT NULL, CONSTRAINT "ledger_record_has_an_event" CHECK (NOT ("event" = '')));
INSERT INTO "new__ledger_record" ("id", "uid", "event", "subject", "unit", "recorded_at", "body", "leaf_hash") SELECT "id", "uid", "event", "subject", "unit", "recorded_at", "body", "leaf_hash" FROM "ledger_record";
DROP TABLE "ledger_record";
ALTER TABLE "new__ledger_record" RENAME TO "ledger_record";
CREATE INDEX "ledger_record_story" ON "ledger_record" ("subject", "id");
--
-- Create constraint ledger_record_has_a_subject on model record
--
CREATE TABLE "new__ledger_record" ("id" integer NOT NULL PRIMARY KEY AUTOINCREMENT, "uid" char(32) NOT NULL UNIQUE, "event" varchar(80) NOT NULL, "subject" varchar(120) NOT NULL, "unit" varchar(60) NOT NULL, "recorded_at" datetime NOT NULL, "body" BLOB NOT NULL, "leaf_hash" BLOB NOT NULL, CONSTRAINT "ledger_record_has_an_event" CHECK (NOT ("event" = '')), CONSTRAINT "ledger_record_has_a_subject" CHECK (NOT ("subject" = '')));
INSERT INTO "new__ledger_record" ("id", "uid", "event", "subject", "unit", "recorded_at", "body", "leaf_hash") SELECT "id", "uid", "event", "subject", "unit", "recorded_at", "body", "leaf_hash" FROM "ledger_record";
DROP TABLE "ledger_record";
ALTER TABLE "new__ledger_record" RENAME TO "ledger_record";
CREATE INDEX "ledger_record_story" ON "ledger_record" ("subject", "id");
--
-- Add field record to leaf
--
CREATE TABLE "new__ledger_leaf" ("number" bigint NOT NULL PRIMARY KEY, "record_id" bigint NOT NULL UNIQUE REFERENCES "ledger_record" ("id") DEFERRABLE INITIALLY DEFERRED);
INSERT INTO "new__ledger_leaf" ("number", "record_id") SELECT "number", NULL FROM "ledger_leaf";
DROP TABLE "ledger_leaf";
ALTER TABLE "new__ledger_leaf" RENAME TO "ledger_leaf";
--
-- Create constraint ledger_treehead_is_not_empty on model treehead
--
CREATE TABLE "new__ledger_treehead" ("size" bigint NOT NULL PRIMARY KEY, "root" BLOB NOT NULL, "frontier" BLOB NOT NULL, "made_at" datetime NOT NULL, CONSTRAINT "ledger_treehead_is_not_empty" CHECK ("size" > 0));
INSERT INTO "new__ledger_treehead" ("size", "root", "frontier", "made_at") SELECT "size", "root", "frontier", "made_at" FROM "ledger_treehead";
DROP TABLE "ledger_treehead";
ALTER TABLE "new__ledger_treehead" RENAME TO "ledger_treehead";
--
-- Create constraint ledger_leaf_counts_from_zero on model leaf
--
CREATE TABLE "new__ledger_leaf" ("number" bigint NOT NULL PRIMARY KEY, "record_id" bigint NOT NULL UNIQUE REFERENCES "ledger_record" ("id") DEFERRABLE INITIALLY DEFERRED, CONSTRAINT "ledger_leaf_counts_from_zero" CHECK ("number" >= 0));
INSERT INTO "new__ledger_leaf" ("number", "record_id") SELECT "number", "record_id" FROM "ledger_leaf";
DROP TABLE "ledger_leaf";
ALTER TABLE "new__ledger_leaf" RENAME TO "ledger_leaf";

-- ledger 0002_append_only
--
-- Refuse changes of records, leaves and tree heads
--
CREATE TRIGGER ledger_record_no_update BEFORE UPDATE ON ledger_record  BEGIN SELECT RAISE(ABORT, 'the ledger is append-only: update on ledger_record'); END;
CREATE TRIGGER ledger_record_no_delete BEFORE DELETE ON ledger_record  BEGIN SELECT RAISE(ABORT, 'the ledger is append-only: delete on ledger_record'); END;
CREATE TRIGGER ledger_record_no_replace BEFORE INSERT ON ledger_record WHEN EXISTS (SELECT 1 FROM ledger_record WHERE id = NEW.id OR uid = NEW.uid) BEGIN SELECT RAISE(ABORT, 'the ledger is append-only: replace on ledger_record'); END;
CREATE TRIGGER ledger_leaf_no_update BEFORE UPDATE ON ledger_leaf  BEGIN SELECT RAISE(ABORT, 'the ledger is append-only: update on ledger_leaf'); END;
CREATE TRIGGER ledger_leaf_no_delete BEFORE DELETE ON ledger_leaf  BEGIN SELECT RAISE(ABORT, 'the ledger is append-only: delete on ledger_leaf'); END;
CREATE TRIGGER ledger_leaf_no_replace BEFORE INSERT ON ledger_leaf WHEN EXISTS (SELECT 1 FROM ledger_leaf WHERE number = NEW.number OR record_id = NEW.record_id) BEGIN SELECT RAISE(ABORT, 'the ledger is append-only: replace on ledger_leaf'); END;
CREATE TRIGGER ledger_treehead_no_update BEFORE UPDATE ON ledger_treehead  BEGIN SELECT RAISE(ABORT, 'the ledger is append-only: update on ledger_treehead'); END;
CREATE TRIGGER ledger_treehead_no_delete BEFORE DELETE ON ledger_treehead  BEGIN SELECT RAISE(ABORT, 'the ledger is append-only: delete on ledger_treehead'); END;
CREATE TRIGGER ledger_treehead_no_replace BEFORE INSERT ON ledger_treehead WHEN EXISTS (SELECT 1 FROM ledger_treehead WHERE size = NEW.size) BEGIN SELECT RAISE(ABORT, 'the ledger is append-only: replace on ledger_treehead'); END;

-- organisation 0002_scopes_and_kept_answers
--
-- Create model KeptAnswer
--
CREATE TABLE "organisation_keptanswer" ("uid" char(32) NOT NULL PRIMARY KEY, "fingerprint" varchar(64) NOT NULL, "status" smallint unsigned NOT NULL CHECK ("status" >= 0), "content" BLOB NOT NULL, "kept_at" datetime NOT NULL);
--
-- Add field last_used_at to accesstoken
--
ALTER TABLE "organisation_accesstoken" ADD COLUMN "last_used_at" datetime NULL;
--
-- Add field scopes to accesstoken
--
CREATE TABLE "new__organisation_accesstoken" ("id" integer NOT NULL PRIMARY KEY AUTOINCREMENT, "name" varchar(100) NOT NULL, "digest" varchar(64) NOT NULL UNIQUE, "created_at" datetime NOT NULL, "expires_at" datetime NOT NULL, "revoked_at" datetime NULL, "person_id" bigint NOT NULL REFERENCES "organisation_person" ("id") DEFERRABLE INITIALLY DEFERRED, "last_used_at" datetime NULL, "scopes" varchar(1000) NOT NULL);
INSERT INTO "new__organisation_accesstoken" ("id", "name", "digest", "created_at", "expires_at", "revoked_at", "person_id", "last_used_at", "scopes") SELECT "id", "name", "digest", "created_at", "expires_at", "revoked_at", "person_id", "last_used_at", 'read write' FROM "organisation_accesstoken";
DROP TABLE "organisation_accesstoken";
ALTER TABLE "new__organisation_accesstoken" RENAME TO "organisation_accesstoken";
CREATE INDEX "organisation_accesstoken_person_id_8731cbec" ON "organisation_accesstoken" ("person_id");
--
-- Create constraint organisation_accesstoken_opens_something on model accesstoken
--
CREATE TABLE "new__organisation_accesstoken" ("id" integer NOT NULL PRIMARY KEY AUTOINCREMENT, "name" varchar(100) NOT NULL, "digest" varchar(64) NOT NULL UNIQUE, "created_at" datetime NOT NULL, "expires_at" datetime NOT NULL, "revoked_at" datetime NULL, "person_id" bigint NOT NULL REFERENCES "organisation_person" ("id") DEFERRABLE INITIALLY DEFERRED, "last_used_at" datetime NULL, "scopes" varchar(1000) NOT NULL, CONSTRAINT "organisation_accesstoken_opens_something" CHECK (NOT ("scopes" = '')));
INSERT INTO "new__organisation_accesstoken" ("id", "name", "digest", "created_at", "expires_at", "revoked_at", "person_id", "last_used_at", "scopes") SELECT "id", "name", "digest", "created_at", "expires_at", "revoked_at", "person_id", "last_used_at", "scopes" FROM "organisation_accesstoken";
DROP TABLE "organisation_accesstoken";
ALTER TABLE "new__organisation_accesstoken" RENAME TO "organisation_accesstoken";
CREATE INDEX "organisation_accesstoken_person_id_8731cbec" ON "organisation_accesstoken" ("person_id");
--
-- Add field person to keptanswer
--
CREATE TABLE "new__organisation_keptanswer" ("uid" char(32) NOT NULL PRIMARY KEY, "fingerprint" varchar(64) NOT NULL, "status" smallint unsigned NOT NULL CHECK ("status" >= 0), "content" BLOB NOT NULL, "kept_at" datetime NOT NULL, "person_id" bigint NOT NULL REFERENCES "organisation_person" ("id") DEFERRABLE INITIALLY DEFERRED);
INSERT INTO "new__organisation_keptanswer" ("uid", "fingerprint", "status", "content", "kept_at", "person_id") SELECT "uid", "fingerprint", "status", "content", "kept_at", NULL FROM "organisation_keptanswer";
DROP TABLE "organisation_keptanswer";
ALTER TABLE "new__organisation_keptanswer" RENAME TO "organisation_keptanswer";
CREATE INDEX "organisation_keptanswer_person_id_eaccc4d0" ON "organisation_keptanswer" ("person_id");
--
-- Create index organisation_answer_age on field(s) kept_at of model keptanswer
--
CREATE INDEX "organisation_answer_age" ON "organisation_keptanswer" ("kept_at");

-- organisation 0003_alias_kind_formerstate_succession
--
-- Add field kind to alias
--
CREATE TABLE "new__organisation_alias" ("id" integer NOT NULL PRIMARY KEY AUTOINCREMENT, "kind" varchar(10) NOT NULL, "name" varchar(200) NOT NULL, "unit_id" bigint NOT NULL REFERENCES "organisation_unit" ("id") DEFERRABLE INITIALLY DEFERRED, CONSTRAINT "organisation_alias_is_said_once" UNIQUE ("unit_id", "name"));
INSERT INTO "new__organisation_alias" ("id", "name", "unit_id", "kind") SELECT "id", "name", "unit_id", 'other' FROM "organisation_alias";
DROP TABLE "organisation_alias";
ALTER TABLE "new__organisation_alias" RENAME TO "organisation_alias";
CREATE INDEX "organisation_alias_unit_id_9952526d" ON "organisation_alias" ("unit_id");
CREATE INDEX "organisation_alias_name" ON "organisation_alias" ("name");
--
-- Create model FormerState
--
CREATE TABLE "organisation_formerstate" ("id" integer NOT NULL PRIMARY KEY AUTOINCREMENT, "name" varchar(200) NOT NULL, "name_zh" varchar(200) NOT NULL, "valid_until" date NOT NULL, "parent_id" bigint NULL REFERENCES "organisation_unit" ("id") DEFERRABLE INITIALLY DEFERRED, "unit_id" bigint NOT NULL REFERENCES "organisation_unit" ("id") DEFERRABLE INITIALLY DEFERRED);
--
-- Create model Succession
--
CREATE TABLE "organisation_succession" ("id" integer NOT NULL PRIMARY KEY AUTOINCREMENT, "kind" varchar(10) NOT NULL, "effective_on" date NOT NULL, "basis" varchar(300) NOT NULL, "successor_id" bigint NULL REFERENCES "organisation_unit" ("id") DEFERRABLE INITIALLY DEFERRED, "unit_id" bigint NOT NULL REFERENCES "organisation_unit" ("id") DEFERRABLE INITIALLY DEFERRED, CONSTRAINT "organisation_succession_is_told_once" UNIQUE ("unit_id", "successor_id", "effective_on"), CONSTRAINT "organisation_succession_names_a_successor_or_none" CHECK ((("kind" = 'abolished' AND "successor_id" IS NULL) OR (NOT ("kind" = 'abolished') AND "successor_id" IS NOT NULL))), CONSTRAINT "organisation_succession_is_of_another" CHECK (("successor_id" IS NULL OR NOT ("successor_id" = ("unit_id") AND "successor_id" IS NOT NULL))));
CREATE INDEX "organisation_formerstate_parent_id_faf7fd57" ON "organisation_formerstate" ("parent_id");
CREATE INDEX "organisation_former_states" ON "organisation_formerstate" ("unit_id", "valid_until", "id");
CREATE INDEX "organisation_succession_successor_id_55b29c96" ON "organisation_succession" ("successor_id");
CREATE INDEX "organisation_succession_unit_id_30198448" ON "organisation_succession" ("unit_id");

-- organisation 0004_names_of_units
--
-- Create index organisation_unit_name on field(s) name of model unit
--
CREATE INDEX "organisation_unit_name" ON "organisation_unit" ("name");
--
-- Create index organisation_unit_name_zh on field(s) name_zh of model unit
--
CREATE INDEX "organisation_unit_name_zh" ON "organisation_unit" ("name_zh");

-- sources 0001_initial
--
-- Create model Document
--
CREATE TABLE "sources_document" ("id" integer NOT NULL PRIMARY KEY AUTOINCREMENT, "kind" varchar(30) NOT NULL, "title" varchar(500) NOT NULL, "issuer" varchar(300) NOT NULL, "document_number" varchar(100) NOT NULL, "index_number" varchar(100) NOT NULL, "issued_on" date NULL, "published_at" varchar(30) NOT NULL, "language" varchar(10) NOT NULL, "file_name" varchar(255) NOT NULL, "text" text NOT NULL, "sha256" varchar(64) NOT NULL UNIQUE, "warnings" text NOT NULL CHECK ((JSON_VALID("warnings") OR "warnings" IS NULL)), "added_at" datetime NOT NULL, "added_by" varchar(100) NOT NULL, "unit_id" bigint NOT NULL REFERENCES "organisation_unit" ("id") DEFERRABLE INITIALLY DEFERRED);
--
-- Create model Clause
--
CREATE TABLE "sources_clause" ("id" integer NOT NULL PRIMARY KEY AUTOINCREMENT, "position" integer unsigned NOT NULL CHECK ("position" >= 0), "kind" varchar(20) NOT NULL, "number" varchar(50) NOT NULL, "level" smallint unsigned NOT NULL CHECK ("level" >= 0), "start" integer unsigned NOT NULL CHECK ("start" >= 0), "end" integer unsigned NOT NULL CHECK ("end" >= 0), "parent_id" bigint NULL REFERENCES "sources_clause" ("id") DEFERRABLE INITIALLY DEFERRED, "document_id" bigint NOT NULL REFERENCES "sources_document" ("id") DEFERRABLE INITIALLY DEFERRED);
--
-- Create model Instrument
--
CREATE TABLE "sources_instrument" ("id" integer NOT NULL PRIMARY KEY AUTOINCREMENT, "title" varchar(500) NOT NULL, "start" integer unsigned NOT NULL CHECK ("start" >= 0), "end" integer unsigned NOT NULL CHECK ("end" >= 0), "document_id" bigint NOT NULL REFERENCES "sources_document" ("id") DEFERRABLE INITIALLY DEFERRED);
--
-- Create model Meeting
--
CREATE TABLE "sources_meeting" ("id" integer NOT NULL PRIMARY KEY AUTOINCREMENT, "position" integer unsigned NOT NULL CHECK ("position" >= 0), "held_on" date NULL, "body" varchar(300) NOT NULL, "kind" varchar(100) NOT NULL, "number" varchar(50) NOT NULL, "chair" varchar(100) NOT NULL, "chair_posts" text NOT NULL CHECK ((JSON_VALID("chair_posts") OR "chair_posts" IS NULL)), "document_id" bigint NOT NULL REFERENCES "sources_document" ("id") DEFERRABLE INITIALLY DEFERRED);
--
-- Create model AgendaItem
--
CREATE TABLE "sources_agendaitem" ("id" integer NOT NULL PRIMARY KEY AUTOINCREMENT, "position" integer unsigned NOT NULL CHECK ("position" >= 0), "verb" varchar(50) NOT NULL, "object" text NOT NULL, "start" integer unsigned NOT NULL CHECK ("start" >= 0), "end" integer unsigned NOT NULL CHECK ("end" >= 0), "meeting_id" bigint NOT NULL REFERENCES "sources_meeting" ("id") DEFERRABLE INITIALLY DEFERRED);
--
-- Create model Proposal
--
CREATE TABLE "sources_proposal" ("id" integer NOT NULL PRIMARY KEY AUTOINCREMENT, "position" integer unsigned NOT NULL CHECK ("position" >= 0), "start" integer unsigned NOT NULL CHECK ("start" >= 0), "end" integer unsigned NOT NULL CHECK ("end" >= 0), "title" varchar(200) NOT NULL, "text" text NOT NULL, "actor_text" varchar(300) NOT NULL, "field" varchar(100) NOT NULL, "basis" text NOT NULL, "target" text NOT NULL, "cycle" varchar(12) NOT NULL, "open_set" bool NOT NULL, "no_lead_stated" bool NOT NULL, "rule" varchar(100) NOT NULL, "state" varchar(10) NOT NULL, "reason" text NOT NULL, "decided_at" datetime NULL, "decided_by" varchar(100) NOT NULL, "version" integer unsigned NOT NULL CHECK ("version" >= 0), "changed_by" varchar(100) NOT NULL, "taken_in_at" datetime NULL, "clause_id" bigint NULL REFERENCES "sources_clause" ("id") DEFERRABLE INITIALLY DEFERRED, "document_id" bigint NOT NULL REFERENCES "sources_document" ("id") DEFERRABLE INITIALLY DEFERRED);
--
-- Create model ProposedUnit
--
CREATE TABLE "sources_proposedunit" ("id" integer NOT NULL PRIMARY KEY AUTOINCREMENT, "position" integer unsigned NOT NULL CHECK ("position" >= 0), "name" varchar(300) NOT NULL, "role" varchar(20) NOT NULL, "proposal_id" bigint NOT NULL REFERENCES "sources_proposal" ("id") DEFERRABLE INITIALLY DEFERRED, "unit_id" bigint NULL REFERENCES "organisation_unit" ("id") DEFERRABLE INITIALLY DEFERRED);
--
-- Create index sources_document_newest on field(s) -added_at, -id of model document
--
CREATE INDEX "sources_document_newest" ON "sources_document" ("added_at" DESC, "id" DESC);
--
-- Create constraint sources_clause_has_one_place on model clause
--
CREATE TABLE "new__sources_clause" ("id" integer NOT NULL PRIMARY KEY AUTOINCREMENT, "position" integer unsigned NOT NULL CHECK ("position" >= 0), "kind" varchar(20) NOT NULL, "number" varchar(50) NOT NULL, "level" smallint unsigned NOT NULL CHECK ("level" >= 0), "start" integer unsigned NOT NULL CHECK ("start" >= 0), "end" integer unsigned NOT NULL CHECK ("end" >= 0), "document_id" bigint NOT NULL REFERENCES "sources_document" ("id") DEFERRABLE INITIALLY DEFERRED, "parent_id" bigint NULL REFERENCES "sources_clause" ("id") DEFERRABLE INITIALLY DEFERRED, CONSTRAINT "sources_clause_has_one_place" UNIQUE ("document_id", "position"));
INSERT INTO "new__sources_clause" ("id", "position", "kind", "number", "level", "start", "end", "parent_id", "document_id") SELECT "id", "position", "kind", "number", "level", "start", "end", "parent_id", "document_id" FROM "sources_clause";
DROP TABLE "sources_clause";
ALTER TABLE "new__sources_clause" RENAME TO "sources_clause";
CREATE INDEX "sources_document_unit_id_d1c15fb3" ON "sources_document" ("unit_id");
CREATE INDEX "sources_instrument_document_id_bfe94721" ON "sources_instrument" ("document_id");
CREATE INDEX "sources_meeting_document_id_4867ccae" ON "sources_meeting" ("document_id");
CREATE INDEX "sources_agendaitem_meeting_id_88a898dc" ON "sources_agendaitem" ("meeting_id");
CREATE INDEX "sources_proposal_clause_id_a8886695" ON "sources_proposal" ("clause_id");
CREATE INDEX "sources_proposal_document_id_25d4c04f" ON "sources_proposal" ("document_id");
CREATE INDEX "sources_proposedunit_proposal_id_f777d87a" ON "sources_proposedunit" ("proposal_id");
CREATE INDEX "sources_proposedunit_unit_id_70644d44" ON "sources_proposedunit" ("unit_id");
CREATE INDEX "sources_clause_document_id_cff9f47c" ON "sources_clause" ("document_id");
CREATE INDEX "sources_clause_parent_id_c954d20b" ON "sources_clause" ("parent_id");
--
-- Create constraint sources_clause_spans_forward on model clause
--
CREATE TABLE "new__sources_clause" ("id" integer NOT NULL PRIMARY KEY AUTOINCREMENT, "position" integer unsigned NOT NULL CHECK ("position" >= 0), "kind" varchar(20) NOT NULL, "number" varchar(50) NOT NULL, "level" smallint unsigned NOT NULL CHECK ("level" >= 0), "start" integer unsigned NOT NULL CHECK ("start" >= 0), "end" integer unsigned NOT NULL CHECK ("end" >= 0), "document_id" bigint NOT NULL REFERENCES "sources_document" ("id") DEFERRABLE INITIALLY DEFERRED, "parent_id" bigint NULL REFERENCES "sources_clause" ("id") DEFERRABLE INITIALLY DEFERRED, CONSTRAINT "sources_clause_has_one_place" UNIQUE ("document_id", "position"), CONSTRAINT "sources_clause_spans_forward" CHECK ("end" >= ("start")));
INSERT INTO "new__sources_clause" ("id", "position", "kind", "number", "level", "start", "end", "parent_id", "document_id") SELECT "id", "position", "kind", "number", "level", "start", "end", "parent_id", "document_id" FROM "sources_clause";
DROP TABLE "sources_clause";
ALTER TABLE "new__sources_clause" RENAME TO "sources_clause";
CREATE INDEX "sources_clause_document_id_cff9f47c" ON "sources_clause" ("document_id");
CREATE INDEX "sources_clause_parent_id_c954d20b" ON "sources_clause" ("parent_id");
--
-- Create constraint sources_proposal_has_one_place on model proposal
--
CREATE TABLE "new__sources_proposal" ("id" integer NOT NULL PRIMARY KEY AUTOINCREMENT, "position" integer unsigned NOT NULL CHECK ("position" >= 0), "start" integer unsigned NOT NULL CHECK ("start" >= 0), "end" integer unsigned NOT NULL CHECK ("end" >= 0), "title" varchar(200) NOT NULL, "text" text NOT NULL, "actor_text" varchar(300) NOT NULL, "field" varchar(100) NOT NULL, "basis" text NOT NULL, "target" text NOT NULL, "cycle" varchar(12) NOT NULL, "open_set" bool NOT NULL, "no_lead_stated" bool NOT NULL, "rule" varchar(100) NOT NULL, "state" varchar(10) NOT NULL, "reason" text NOT NULL, "decided_at" datetime NULL, "decided_by" varchar(100) NOT NULL, "version" integer unsigned NOT NULL CHECK ("version" >= 0), "changed_by" varchar(100) NOT NULL, "taken_in_at" datetime NULL, "clause_id" bigint NULL REFERENCES "sources_clause" ("id") DEFERRABLE INITIALLY DEFERRED, "document_id" bigint NOT NULL REFERENCES "sources_document" ("id") DEFERRABLE INITIALLY DEFERRED, CONSTRAINT "sources_proposal_has_one_place" UNIQUE ("document_id", "position"));
INSERT INTO "new__sources_proposal" ("id", "position", "start", "end", "title", "text", "actor_text", "field", "basis", "target", "cycle", "open_set", "no_lead_stated", "rule", "state", "reason", "decided_at", "decided_by", "version", "changed_by", "taken_in_at", "clause_id", "document_id") SELECT "id", "position", "start", "end", "title", "text", "actor_text", "field", "basis", "target", "cycle", "open_set", "no_lead_stated", "rule", "state", "reason", "decided_at", "decided_by", "version", "changed_by", "taken_in_at", "clause_id", "document_id" FROM "sources_proposal";
DROP TABLE "sources_proposal";
ALTER TABLE "new__sources_proposal" RENAME TO "sources_proposal";
CREATE INDEX "sources_proposal_clause_id_a8886695" ON "sources_proposal" ("clause_id");
CREATE INDEX "sources_proposal_document_id_25d4c04f" ON "sources_proposal" ("document_id");
--
-- Create constraint sources_proposal_quotes_something on model proposal
--
CREATE TABLE "new__sources_proposal" ("id" integer NOT NULL PRIMARY KEY AUTOINCREMENT, "position" integer unsigned NOT NULL CHECK ("position" >= 0), "start" integer unsigned NOT NULL CHECK ("start" >= 0), "end" integer unsigned NOT NULL CHECK ("end" >= 0), "title" varchar(200) NOT NULL, "text" text NOT NULL, "actor_text" varchar(300) NOT NULL, "field" varchar(100) NOT NULL, "basis" text NOT NULL, "target" text NOT NULL, "cycle" varchar(12) NOT NULL, "open_set" bool NOT NULL, "no_lead_stated" bool NOT NULL, "rule" varchar(100) NOT NULL, "state" varchar(10) NOT NULL, "reason" text NOT NULL, "decided_at" datetime NULL, "decided_by" varchar(100) NOT NULL, "version" integer unsigned NOT NULL CHECK ("version" >= 0), "changed_by" varchar(100) NOT NULL, "taken_in_at" datetime NULL, "clause_id" bigint NULL REFERENCES "sources_clause" ("id") DEFERRABLE INITIALLY DEFERRED, "document_id" bigint NOT NULL REFERENCES "sources_document" ("id") DEFERRABLE INITIALLY DEFERRED, CONSTRAINT "sources_proposal_has_one_place" UNIQUE ("document_id", "position"), CONSTRAINT "sources_proposal_quotes_something" CHECK ("end" > ("start")));
INSERT INTO "new__sources_proposal" ("id", "position", "start", "end", "title", "text", "actor_text", "field", "basis", "target", "cycle", "open_set", "no_lead_stated", "rule", "state", "reason", "decided_at", "decided_by", "version", "changed_by", "taken_in_at", "clause_id", "document_id") SELECT "id", "position", "start", "end", "title", "text", "actor_text", "field", "basis", "target", "cycle", "open_set", "no_lead_stated", "rule", "state", "reason", "decided_at", "decided_by", "version", "changed_by", "taken_in_at", "clause_id", "document_id" FROM "sources_proposal";
DROP TABLE "sources_proposal";
ALTER TABLE "new__sources_proposal" RENAME TO "sources_proposal";
CREATE INDEX "sources_proposal_clause_id_a8886695" ON "sources_proposal" ("clause_id");
CREATE INDEX "sources_proposal_document_id_25d4c04f" ON "sources_proposal" ("document_id");
--
-- Create constraint sources_proposal_decided_by_somebody on model proposal
--
CREATE TABLE "new__sources_proposal" ("id" integer NOT NULL PRIMARY KEY AUTOINCREMENT, "position" integer unsigned NOT NULL CHECK ("position" >= 0), "start" integer unsigned NOT NULL CHECK ("start" >= 0), "end" integer unsigned NOT NULL CHECK ("end" >= 0), "title" varchar(200) NOT NULL, "text" text NOT NULL, "actor_text" varchar(300) NOT NULL, "field" varchar(100) NOT NULL, "basis" text NOT NULL, "target" text NOT NULL, "cycle" varchar(12) NOT NULL, "open_set" bool NOT NULL, "no_lead_stated" bool NOT NULL, "rule" varchar(100) NOT NULL, "state" varchar(10) NOT NULL, "reason" text NOT NULL, "decided_at" datetime NULL, "decided_by" varchar(100) NOT NULL, "version" integer unsigned NOT NULL CHECK ("version" >= 0), "changed_by" varchar(100) NOT NULL, "taken_in_at" datetime NULL, "clause_id" bigint NULL REFERENCES "sources_clause" ("id") DEFERRABLE INITIALLY DEFERRED, "document_id" bigint NOT NULL REFERENCES "sources_document" ("id") DEFERRABLE INITIALLY DEFERRED, CONSTRAINT "sources_proposal_has_one_place" UNIQUE ("document_id", "position"), CONSTRAINT "sources_proposal_quotes_something" CHECK ("end" > ("start")), CONSTRAINT "sources_proposal_decided_by_somebody" CHECK ((("decided_at" IS NULL AND "decided_by" = '' AND "state" = 'open') OR (NOT ("state" = 'open') AND "decided_at" IS NOT NULL AND NOT ("decided_by" = '')))));
INSERT INTO "new__sources_proposal" ("id", "position", "start", "end", "title", "text", "actor_text", "field", "basis", "target", "cycle", "open_set", "no_lead_stated", "rule", "state", "reason", "decided_at", "decided_by", "version", "changed_by", "taken_in_at", "clause_id", "document_id") SELECT "id", "position", "start", "end", "title", "text", "actor_text", "field", "basis", "target", "cycle", "open_set", "no_lead_stated", "rule", "state", "reason", "decided_at", "decided_by", "version", "changed_by", "taken_in_at", "clause_id", "document_id" FROM "sources_proposal";
DROP TABLE "sources_proposal";
ALTER TABLE "new__sources_proposal" RENAME TO "sources_proposal";
CREATE INDEX "sources_proposal_clause_id_a8886695" ON "sources_proposal" ("clause_id");
CREATE INDEX "sources_proposal_document_id_25d4c04f" ON "sources_proposal" ("document_id");
--
-- Create constraint sources_proposal_rejected_with_a_reason on model proposal
--
CREATE TABLE "new__sources_proposal" ("id" integer NOT NULL PRIMARY KEY AUTOINCREMENT, "position" integer unsigned NOT NULL CHECK ("position" >= 0), "start" integer unsigned NOT NULL CHECK ("start" >= 0), "end" integer unsigned NOT NULL CHECK ("end" >= 0), "title" varchar(200) NOT NULL, "text" text NOT NULL, "actor_text" varchar(300) NOT NULL, "field" varchar(100) NOT NULL, "basis" text NOT NULL, "target" text NOT NULL, "cycle" varchar(12) NOT NULL, "open_set" bool NOT NULL, "no_lead_stated" bool NOT NULL, "rule" varchar(100) NOT NULL, "state" varchar(10) NOT NULL, "reason" text NOT NULL, "decided_at" datetime NULL, "decided_by" varchar(100) NOT NULL, "version" integer unsigned NOT NULL CHECK ("version" >= 0), "changed_by" varchar(100) NOT NULL, "taken_in_at" datetime NULL, "clause_id" bigint NULL REFERENCES "sources_clause" ("id") DEFERRABLE INITIALLY DEFERRED, "document_id" bigint NOT NULL REFERENCES "sources_document" ("id") DEFERRABLE INITIALLY DEFERRED, CONSTRAINT "sources_proposal_has_one_place" UNIQUE ("document_id", "position"), CONSTRAINT "sources_proposal_quotes_something" CHECK ("end" > ("start")), CONSTRAINT "sources_proposal_decided_by_somebody" CHECK ((("decided_at" IS NULL AND "decided_by" = '' AND "state" = 'open') OR (NOT ("state" = 'open') AND "decided_at" IS NOT NULL AND NOT ("decided_by" = '')))), CONSTRAINT "sources_proposal_rejected_with_a_reason" CHECK (NOT ("reason" = '' AND "state" = 'rejected')));
INSERT INTO "new__sources_proposal" ("id", "position", "start", "end", "title", "text", "actor_text", "field", "basis", "target", "cycle", "open_set", "no_lead_stated", "rule", "state", "reason", "decided_at", "decided_by", "version", "changed_by", "taken_in_at", "clause_id", "document_id") SELECT "id", "position", "start", "end", "title", "text", "actor_text", "field", "basis", "target", "cycle", "open_set", "no_lead_stated", "rule", "state", "reason", "decided_at", "decided_by", "version", "changed_by", "taken_in_at", "clause_id", "document_id" FROM "sources_proposal";
DROP TABLE "sources_proposal";
ALTER TABLE "new__sources_proposal" RENAME TO "sources_proposal";
CREATE INDEX "sources_proposal_clause_id_a8886695" ON "sources_proposal" ("clause_id");
CREATE INDEX "sources_proposal_document_id_25d4c04f" ON "sources_proposal" ("document_id");
--
-- Create constraint sources_proposal_taken_in_once_accepted on model proposal
--
CREATE TABLE "new__sources_proposal" ("id" integer NOT NULL PRIMARY KEY AUTOINCREMENT, "position" integer unsigned NOT NULL CHECK ("position" >= 0), "start" integer unsigned NOT NULL CHECK ("start" >= 0), "end" integer unsigned NOT NULL CHECK ("end" >= 0), "title" varchar(200) NOT NULL, "text" text NOT NULL, "actor_text" varchar(300) NOT NULL, "field" varchar(100) NOT NULL, "basis" text NOT NULL, "target" text NOT NULL, "cycle" varchar(12) NOT NULL, "open_set" bool NOT NULL, "no_lead_stated" bool NOT NULL, "rule" varchar(100) NOT NULL, "state" varchar(10) NOT NULL, "reason" text NOT NULL, "decided_at" datetime NULL, "decided_by" varchar(100) NOT NULL, "version" integer unsigned NOT NULL CHECK ("version" >= 0), "changed_by" varchar(100) NOT NULL, "taken_in_at" datetime NULL, "clause_id" bigint NULL REFERENCES "sources_clause" ("id") DEFERRABLE INITIALLY DEFERRED, "document_id" bigint NOT NULL REFERENCES "sources_document" ("id") DEFERRABLE INITIALLY DEFERRED, CONSTRAINT "sources_proposal_has_one_place" UNIQUE ("document_id", "position"), CONSTRAINT "sources_proposal_quotes_something" CHECK ("end" > ("start")), CONSTRAINT "sources_proposal_decided_by_somebody" CHECK ((("decided_at" IS NULL AND "decided_by" = '' AND "state" = 'open') OR (NOT ("state" = 'open') AND "decided_at" IS NOT NULL AND NOT ("decided_by" = '')))), CONSTRAINT "sources_proposal_rejected_with_a_reason" CHECK (NOT ("reason" = '' AND "state" = 'rejected')), CONSTRAINT "sources_proposal_taken_in_once_accepted" CHECK (("taken_in_at" IS NULL OR "state" = 'accepted')));
INSERT INTO "new__sources_proposal" ("id", "position", "start", "end", "title", "text", "actor_text", "field", "basis", "target", "cycle", "open_set", "no_lead_stated", "rule", "state", "reason", "decided_at", "decided_by", "version", "changed_by", "taken_in_at", "clause_id", "document_id") SELECT "id", "position", "start", "end", "title", "text", "actor_text", "field", "basis", "target", "cycle", "open_set", "no_lead_stated", "rule", "state", "reason", "decided_at", "decided_by", "version", "changed_by", "taken_in_at", "clause_id", "document_id" FROM "sources_proposal";
DROP TABLE "sources_proposal";
ALTER TABLE "new__sources_proposal" RENAME TO "sources_proposal";
CREATE INDEX "sources_proposal_clause_id_a8886695" ON "sources_proposal" ("clause_id");
CREATE INDEX "sources_proposal_document_id_25d4c04f" ON "sources_proposal" ("document_id");
--
-- Create constraint sources_proposedunit_has_one_place on model proposedunit
--
CREATE TABLE "new__sources_proposedunit" ("id" integer NOT NULL PRIMARY KEY AUTOINCREMENT, "position" integer unsigned NOT NULL CHECK ("position" >= 0), "name" varchar(300) NOT NULL, "role" varchar(20) NOT NULL, "proposal_id" bigint NOT NULL REFERENCES "sources_proposal" ("id") DEFERRABLE INITIALLY DEFERRED, "unit_id" bigint NULL REFERENCES "organisation_unit" ("id") DEFERRABLE INITIALLY DEFERRED, CONSTRAINT "sources_proposedunit_has_one_place" UNIQUE ("proposal_id", "position"));
INSERT INTO "new__sources_proposedunit" ("id", "position", "name", "role", "proposal_id", "unit_id") SELECT "id", "position", "name", "role", "proposal_id", "unit_id" FROM "sources_proposedunit";
DROP TABLE "sources_proposedunit";
ALTER TABLE "new__sources_proposedunit" RENAME TO "sources_proposedunit";
CREATE INDEX "sources_proposedunit_proposal_id_f777d87a" ON "sources_proposedunit" ("proposal_id");
CREATE INDEX "sources_proposedunit_unit_id_70644d44" ON "sources_proposedunit" ("unit_id");
--
-- Create constraint sources_proposedunit_is_named_once on model proposedunit
--
CREATE TABLE "new__sources_proposedunit" ("id" integer NOT NULL PRIMARY KEY AUTOINCREMENT, "position" integer unsigned NOT NULL CHECK ("position" >= 0), "name" varchar(300) NOT NULL, "role" varchar(20) NOT NULL, "proposal_id" bigint NOT NULL REFERENCES "sources_proposal" ("id") DEFERRABLE INITIALLY DEFERRED, "unit_id" bigint NULL REFERENCES "organisation_unit" ("id") DEFERRABLE INITIALLY DEFERRED, CONSTRAINT "sources_proposedunit_has_one_place" UNIQUE ("proposal_id", "position"), CONSTRAINT "sources_proposedunit_is_named_once" UNIQUE ("proposal_id", "unit_id"));
INSERT INTO "new__sources_proposedunit" ("id", "position", "name", "role", "proposal_id", "unit_id") SELECT "id", "position", "name", "role", "proposal_id", "unit_id" FROM "sources_proposedunit";
DROP TABLE "sources_proposedunit";
ALTER TABLE "new__sources_proposedunit" RENAME TO "sources_proposedunit";
CREATE INDEX "sources_proposedunit_proposal_id_f777d87a" ON "sources_proposedunit" ("proposal_id");
CREATE INDEX "sources_proposedunit_unit_id_70644d44" ON "sources_proposedunit" ("unit_id");
--
-- Create constraint sources_proposedunit_leads_alone on model proposedunit
--
CREATE UNIQUE INDEX "sources_proposedunit_leads_alone" ON "sources_proposedunit" ("proposal_id") WHERE "role" = 'lead';

-- responsibilities 0001_initial
--
-- Create model Edition
--
CREATE TABLE "responsibilities_edition" ("id" integer NOT NULL PRIMARY KEY AUTOINCREMENT, "number" integer unsigned NOT NULL CHECK ("number" >= 0), "state" varchar(12) NOT NULL, "adopted_by" varchar(300) NOT NULL, "adopted_at" datetime NULL, "effective_from" date NULL, "effective_until" date NULL);
--
-- Create model Duty
--
CREATE TABLE "responsibilities_duty" ("id" integer NOT NULL PRIMARY KEY AUTOINCREMENT, "number" varchar(30) NOT NULL, "position" integer unsigned NOT NULL CHECK ("position" >= 0), "title" varchar(200) NOT NULL, "text" text NOT NULL, "field" varchar(100) NOT NULL, "basis" text NOT NULL, "target" text NOT NULL, "cycle" varchar(12) NOT NULL, "no_lead_stated" bool NOT NULL, "open_set" bool NOT NULL, "version" integer unsigned NOT NULL CHECK ("version" >= 0), "origin_id" bigint NULL REFERENCES "responsibilities_duty" ("id") DEFERRABLE INITIALLY DEFERRED, "proposal_id" bigint NULL REFERENCES "sources_proposal" ("id") DEFERRABLE INITIALLY DEFERRED, "edition_id" bigint NOT NULL REFERENCES "responsibilities_edition" ("id") DEFERRABLE INITIALLY DEFERRED);
--
-- Create model Assignment
--
CREATE TABLE "responsibilities_assignment" ("id" integer NOT NULL PRIMARY KEY AUTOINCREMENT, "role" varchar(20) NOT NULL, "receipt" varchar(10) NOT NULL, "reason" text NOT NULL, "answered_at" datetime NULL, "answered_by" varchar(100) NOT NULL, "unit_id" bigint NOT NULL REFERENCES "organisation_unit" ("id") DEFERRABLE INITIALLY DEFERRED, "duty_id" bigint NOT NULL REFERENCES "responsibilities_duty" ("id") DEFERRABLE INITIALLY DEFERRED, "edition_id" bigint NOT NULL REFERENCES "responsibilities_edition" ("id") DEFERRABLE INITIALLY DEFERRED);
--
-- Create model Register
--
CREATE TABLE "responsibilities_register" ("id" integer NOT NULL PRIMARY KEY AUTOINCREMENT, "code" varchar(80) NOT NULL UNIQUE, "kind" varchar(30) NOT NULL, "title" varchar(300) NOT NULL, "opened_at" datetime NOT NULL, "unit_id" bigint NOT NULL REFERENCES "organisation_unit" ("id") DEFERRABLE INITIALLY DEFERRED);
--
-- Add field register to edition
--
CREATE TABLE "new__responsibilities_edition" ("id" integer NOT NULL PRIMARY KEY AUTOINCREMENT, "number" integer unsigned NOT NULL CHECK ("number" >= 0), "state" varchar(12) NOT NULL, "adopted_by" varchar(300) NOT NULL, "adopted_at" datetime NULL, "effective_from" date NULL, "effective_until" date NULL, "register_id" bigint NOT NULL REFERENCES "responsibilities_register" ("id") DEFERRABLE INITIALLY DEFERRED);
INSERT INTO "new__responsibilities_edition" ("id", "number", "state", "adopted_by", "adopted_at", "effective_from", "effective_until", "register_id") SELECT "id", "number", "state", "adopted_by", "adopted_at", "effective_from", "effective_until", NULL FROM "responsibilities_edition";
DROP TABLE "responsibilities_edition";
ALTER TABLE "new__responsibilities_edition" RENAME TO "responsibilities_edition";
CREATE INDEX "responsibilities_duty_origin_id_5e5dea56" ON "responsibilities_duty" ("origin_id");
CREATE INDEX "responsibilities_duty_proposal_id_9a9bae12" ON "responsibilities_duty" ("proposal_id");
CREATE INDEX "responsibilities_register_unit_id_8dcc3086" ON "responsibilities_register" ("unit_id");
CREATE INDEX "responsibilities_edition_register_id_0b819ee8" ON "responsibilities_edition" ("register_id");
--
-- Create model UnrecognisedUnit
--
CREATE TABLE "responsibilities_unrecognisedunit" ("id" integer NOT NULL PRIMARY KEY AUTOINCREMENT, "name" varchar(300) NOT NULL, "role" varchar(20) NOT NULL, "duty_id" bigint NOT NULL REFERENCES "responsibilities_duty" ("id") DEFERRABLE INITIALLY DEFERRED);
--
-- Create index responsibilities_duty_order on field(s) edition, position, id of model duty
--
CREATE INDEX "responsibilities_duty_order" ON "responsibilities_duty" ("edition_id", "position", "id");
--
-- Create index responsibilities_duty_field on field(s) edition, field, position of model duty
--
CREATE INDEX "responsibilities_duty_field" ON "responsibilities_duty" ("edition_id", "field", "position");
--
-- Create constraint responsibilities_duty_is_numbered_once on model duty
--
CREATE TABLE "new__responsibilities_duty" ("id" integer NOT NULL PRIMARY KEY AUTOINCREMENT, "number" varchar(30) NOT NULL, "position" integer unsigned NOT NULL CHECK ("position" >= 0), "title" varchar(200) NOT NULL, "text" text NOT NULL, "field" varchar(100) NOT NULL, "basis" text NOT NULL, "target" text NOT NULL, "cycle" varchar(12) NOT NULL, "no_lead_stated" bool NOT NULL, "open_set" bool NOT NULL, "version" integer unsigned NOT NULL CHECK ("version" >= 0), "proposal_id" bigint NULL REFERENCES "sources_proposal" ("id") DEFERRABLE INITIALLY DEFERRED, "edition_id" bigint NOT NULL REFERENCES "responsibilities_edition" ("id") DEFERRABLE INITIALLY DEFERRED, "origin_id" bigint NULL REFERENCES "responsibilities_duty" ("id") DEFERRABLE INITIALLY DEFERRED, CONSTRAINT "responsibilities_duty_is_numbered_once" UNIQUE ("edition_id", "number"));
INSERT INTO "new__responsibilities_duty" ("id", "number", "position", "title", "text", "field", "basis", "target", "cycle", "no_lead_stated", "open_set", "version", "origin_id", "proposal_id", "edition_id") SELECT "id", "number", "position", "title", "text", "field", "basis", "target", "cycle", "no_lead_stated", "open_set", "version", "origin_id", "proposal_id", "edition_id" FROM "responsibilities_duty";
DROP TABLE "responsibilities_duty";
ALTER TABLE "new__responsibilities_duty" RENAME TO "responsibilities_duty";
CREATE INDEX "responsibilities_unrecognisedunit_duty_id_3ada8cb9" ON "responsibilities_unrecognisedunit" ("duty_id");
CREATE INDEX "responsibilities_duty_proposal_id_9a9bae12" ON "responsibilities_duty" ("proposal_id");
CREATE INDEX "responsibilities_duty_origin_id_5e5dea56" ON "responsibilities_duty" ("origin_id");
CREATE INDEX "responsibilities_duty_order" ON "responsibilities_duty" ("edition_id", "position", "id");
CREATE INDEX "responsibilities_duty_field" ON "responsibilities_duty" ("edition_id", "field", "position");
--
-- Create constraint responsibilities_duty_is_taken_in_once on model duty
--
CREATE TABLE "new__responsibilities_duty" ("id" integer NOT NULL PRIMARY KEY AUTOINCREMENT, "number" varchar(30) NOT NULL, "position" integer unsigned NOT NULL CHECK ("position" >= 0), "title" varchar(200) NOT NULL, "text" text NOT NULL, "field" varchar(100) NOT NULL, "basis" text NOT NULL, "target" text NOT NULL, "cycle" varchar(12) NOT NULL, "no_lead_stated" bool NOT NULL, "open_set" bool NOT NULL, "version" integer unsigned NOT NULL CHECK ("version" >= 0), "proposal_id" bigint NULL REFERENCES "sources_proposal" ("id") DEFERRABLE INITIALLY DEFERRED, "edition_id" bigint NOT NULL REFERENCES "responsibilities_edition" ("id") DEFERRABLE INITIALLY DEFERRED, "origin_id" bigint NULL REFERENCES "responsibilities_duty" ("id") DEFERRABLE INITIALLY DEFERRED, CONSTRAINT "responsibilities_duty_is_numbered_once" UNIQUE ("edition_id", "number"), CONSTRAINT "responsibilities_duty_is_taken_in_once" UNIQUE ("edition_id", "proposal_id"));
INSERT INTO "new__responsibilities_duty" ("id", "number", "position", "title", "text", "field", "basis", "target", "cycle", "no_lead_stated", "open_set", "version", "origin_id", "proposal_id", "edition_id") SELECT "id", "number", "position", "title", "text", "field", "basis", "target", "cycle", "no_lead_stated", "open_set", "version", "origin_id", "proposal_id", "edition_id" FROM "responsibilities_duty";
DROP TABLE "responsibilities_duty";
ALTER TABLE "new__responsibilities_duty" RENAME TO "responsibilities_duty";
CREATE INDEX "responsibilities_duty_proposal_id_9a9bae12" ON "responsibilities_duty" ("proposal_id");
CREATE INDEX "responsibilities_duty_origin_id_5e5dea56" ON "responsibilities_duty" ("origin_id");
CREATE INDEX "responsibilities_duty_order" ON "responsibilities_duty" ("edition_id", "position", "id");
CREATE INDEX "responsibilities_duty_field" ON "responsibilities_duty" ("edition_id", "field", "position");
--
-- Create constraint responsibilities_duty_says_something on model duty
--
CREATE TABLE "new__responsibilities_duty" ("id" integer NOT NULL PRIMARY KEY AUTOINCREMENT, "number" varchar(30) NOT NULL, "position" integer unsigned NOT NULL CHECK ("position" >= 0), "title" varchar(200) NOT NULL, "text" text NOT NULL, "field" varchar(100) NOT NULL, "basis" text NOT NULL, "target" text NOT NULL, "cycle" varchar(12) NOT NULL, "no_lead_stated" bool NOT NULL, "open_set" bool NOT NULL, "version" integer unsigned NOT NULL CHECK ("version" >= 0), "proposal_id" bigint NULL REFERENCES "sources_proposal" ("id") DEFERRABLE INITIALLY DEFERRED, "edition_id" bigint NOT NULL REFERENCES "responsibilities_edition" ("id") DEFERRABLE INITIALLY DEFERRED, "origin_id" bigint NULL REFERENCES "responsibilities_duty" ("id") DEFERRABLE INITIALLY DEFERRED, CONSTRAINT "responsibilities_duty_is_numbered_once" UNIQUE ("edition_id", "number"), CONSTRAINT "responsibilities_duty_is_taken_in_once" UNIQUE ("edition_id", "proposal_id"), CONSTRAINT "responsibilities_duty_says_something" CHECK (NOT ("text" = '')));
INSERT INTO "new__responsibilities_duty" ("id", "number", "position", "title", "text", "field", "basis", "target", "cycle", "no_lead_stated", "open_set", "version", "origin_id", "proposal_id", "edition_id") SELECT "id", "number", "position", "title", "text", "field", "basis", "target", "cycle", "no_lead_stated", "open_set", "version", "origin_id", "proposal_id", "edition_id" FROM "responsibilities_duty";
DROP TABLE "responsibilities_duty";
ALTER TABLE "new__responsibilities_duty" RENAME TO "responsibilities_duty";
CREATE INDEX "responsibilities_duty_proposal_id_9a9bae12" ON "responsibilities_duty" ("proposal_id");
CREATE INDEX "responsibilities_duty_origin_id_5e5dea56" ON "responsibilities_duty" ("origin_id");
CREATE INDEX "responsibilities_duty_order" ON "responsibilities_duty" ("edition_id", "position", "id");
CREATE INDEX "responsibilities_duty_field" ON "responsibilities_duty" ("edition_id", "field", "position");
--
-- Create index responsibilities_of_a_unit on field(s) unit, edition, receipt, duty of model assignment
--
CREATE INDEX "responsibilities_of_a_unit" ON "responsibilities_assignment" ("unit_id", "edition_id", "receipt", "duty_id");
--
-- Create index responsibilities_receipts on field(s) edition, receipt of model assignment
--
CREATE INDEX "responsibilities_receipts" ON "responsibilities_assignment" ("edition_id", "receipt");
--
-- Create constraint responsibilities_assignment_is_made_once on model assignment
--
CREATE TABLE "new__responsibilities_assignment" ("id" integer NOT NULL PRIMARY KEY AUTOINCREMENT, "role" varchar(20) NOT NULL, "receipt" varchar(10) NOT NULL, "reason" text NOT NULL, "answered_at" datetime NULL, "answered_by" varchar(100) NOT NULL, "unit_id" bigint NOT NULL REFERENCES "organisation_unit" ("id") DEFERRABLE INITIALLY DEFERRED, "duty_id" bigint NOT NULL REFERENCES "responsibilities_duty" ("id") DEFERRABLE INITIALLY DEFERRED, "edition_id" bigint NOT NULL REFERENCES "responsibilities_edition" ("id") DEFERRABLE INITIALLY DEFERRED, CONSTRAINT "responsibilities_assignment_is_made_once" UNIQUE ("duty_id", "unit_id"));
INSERT INTO "new__responsibilities_assignment" ("id", "role", "receipt", "reason", "answered_at", "answered_by", "unit_id", "duty_id", "edition_id") SELECT "id", "role", "receipt", "reason", "answered_at", "answered_by", "unit_id", "duty_id", "edition_id" FROM "responsibilities_assignment";
DROP TABLE "responsibilities_assignment";
ALTER TABLE "new__responsibilities_assignment" RENAME TO "responsibilities_assignment";
CREATE INDEX "responsibilities_of_a_unit" ON "responsibilities_assignment" ("unit_id", "edition_id", "receipt", "duty_id");
CREATE INDEX "responsibilities_receipts" ON "responsibilities_assignment" ("edition_id", "receipt");
--
-- Create constraint responsibilities_assignment_leads_alone on model assignment
--
CREATE UNIQUE INDEX "responsibilities_assignment_leads_alone" ON "responsibilities_assignment" ("duty_id") WHERE "role" = 'lead';
--
-- Create constraint responsibilities_assignment_answered_by_somebody on model assignment
--
CREATE TABLE "new__responsibilities_assignment" ("id" integer NOT NULL PRIMARY KEY AUTOINCREMENT, "role" varchar(20) NOT NULL, "receipt" varchar(10) NOT NULL, "reason" text NOT NULL, "answered_at" datetime NULL, "answered_by" varchar(100) NOT NULL, "unit_id" bigint NOT NULL REFERENCES "organisation_unit" ("id") DEFERRABLE INITIALLY DEFERRED, "duty_id" bigint NOT NULL REFERENCES "responsibilities_duty" ("id") DEFERRABLE INITIALLY DEFERRED, "edition_id" bigint NOT NULL REFERENCES "responsibilities_edition" ("id") DEFERRABLE INITIALLY DEFERRED, CONSTRAINT "responsibilities_assignment_is_made_once" UNIQUE ("duty_id", "unit_id"), CONSTRAINT "responsibilities_assignment_answered_by_somebody" CHECK ((("answered_at" IS NULL AND "answered_by" = '' AND "receipt" = 'awaiting') OR (NOT ("receipt" = 'awaiting') AND "answered_at" IS NOT NULL AND NOT ("answered_by" = '')))));
INSERT INTO "new__responsibilities_assignment" ("id", "role", "receipt", "reason", "answered_at", "answered_by", "unit_id", "duty_id", "edition_id") SELECT "id", "role", "receipt", "reason", "answered_at", "answered_by", "unit_id", "duty_id", "edition_id" FROM "responsibilities_assignment";
DROP TABLE "responsibilities_assignment";
ALTER TABLE "new__responsibilities_assignment" RENAME TO "responsibilities_assignment";
CREATE UNIQUE INDEX "responsibilities_assignment_leads_alone" ON "responsibilities_assignment" ("duty_id") WHERE "role" = 'lead';
CREATE INDEX "responsibilities_of_a_unit" ON "responsibilities_assignment" ("unit_id", "edition_id", "receipt", "duty_id");
CREATE INDEX "responsibilities_receipts" ON "responsibilities_assignment" ("edition_id", "receipt");
--
-- Create constraint responsibilities_assignment_declined_with_a_reason on model assignment
--
CREATE TABLE "new__responsibilities_assignment" ("id" integer NOT NULL PRIMARY KEY AUTOINCREMENT, "role" varchar(20) NOT NULL, "receipt" varchar(10) NOT NULL, "reason" text NOT NULL, "answered_at" datetime NULL, "answered_by" varchar(100) NOT NULL, "unit_id" bigint NOT NULL REFERENCES "organisation_unit" ("id") DEFERRABLE INITIALLY DEFERRED, "duty_id" bigint NOT NULL REFERENCES "responsibilities_duty" ("id") DEFERRABLE INITIALLY DEFERRED, "edition_id" bigint NOT NULL REFERENCES "responsibilities_edition" ("id") DEFERRABLE INITIALLY DEFERRED, CONSTRAINT "responsibilities_assignment_is_made_once" UNIQUE ("duty_id", "unit_id"), CONSTRAINT "responsibilities_assignment_answered_by_somebody" CHECK ((("answered_at" IS NULL AND "answered_by" = '' AND "receipt" = 'awaiting') OR (NOT ("receipt" = 'awaiting') AND "answered_at" IS NOT NULL AND NOT ("answered_by" = '')))), CONSTRAINT "responsibilities_assignment_declined_with_a_reason" CHECK (NOT ("reason" = '' AND "receipt" = 'declined')));
INSERT INTO "new__responsibilities_assignment" ("id", "role", "receipt", "reason", "answered_at", "answered_by", "unit_id", "duty_id", "edition_id") SELECT "id", "role", "receipt", "reason", "answered_at", "answered_by", "unit_id", "duty_id", "edition_id" FROM "responsibilities_assignment";
DROP TABLE "responsibilities_assignment";
ALTER TABLE "new__responsibilities_assignment" RENAME TO "responsibilities_assignment";
CREATE UNIQUE INDEX "responsibilities_assignment_leads_alone" ON "responsibilities_assignment" ("duty_id") WHERE "role" = 'lead';
CREATE INDEX "responsibilities_of_a_unit" ON "responsibilities_assignment" ("unit_id", "edition_id", "receipt", "duty_id");
CREATE INDEX "responsibilities_receipts" ON "responsibilities_assignment" ("edition_id", "receipt");
--
-- Create constraint responsibilities_edition_is_numbered_once on model edition
--
CREATE TABLE "new__responsibilities_edition" ("id" integer NOT NULL PRIMARY KEY AUTOINCREMENT, "number" integer unsigned NOT NULL CHECK ("number" >= 0), "state" varchar(12) NOT NULL, "adopted_by" varchar(300) NOT NULL, "adopted_at" datetime NULL, "effective_from" date NULL, "effective_until" date NULL, "register_id" bigint NOT NULL REFERENCES "responsibilities_register" ("id") DEFERRABLE INITIALLY DEFERRED, CONSTRAINT "responsibilities_edition_is_numbered_once" UNIQUE ("register_id", "number"));
INSERT INTO "new__responsibilities_edition" ("id", "number", "state", "adopted_by", "adopted_at", "effective_from", "effective_until", "register_id") SELECT "id", "number", "state", "adopted_by", "adopted_at", "effective_from", "effective_until", "register_id" FROM "responsibilities_edition";
DROP TABLE "responsibilities_edition";
ALTER TABLE "new__responsibilities_edition" RENAME TO "responsibilities_edition";
CREATE INDEX "responsibilities_edition_register_id_0b819ee8" ON "responsibilities_edition" ("register_id");
--
-- Create constraint responsibilities_edition_is_the_only_draft on model edition
--
CREATE UNIQUE INDEX "responsibilities_edition_is_the_only_draft" ON "responsibilities_edition" ("register_id") WHERE "state" = 'draft';
--
-- Create constraint responsibilities_edition_is_alone_in_force on model edition
--
CREATE UNIQUE INDEX "responsibilities_edition_is_alone_in_force" ON "responsibilities_edition" ("register_id") WHERE "state" = 'in-force';
--
-- Create constraint responsibilities_edition_adopted_by_somebody on model edition
--
CREATE TABLE "new__responsibilities_edition" ("id" integer NOT NULL PRIMARY KEY AUTOINCREMENT, "number" integer unsigned NOT NULL CHECK ("number" >= 0), "state" varchar(12) NOT NULL, "adopted_by" varchar(300) NOT NULL, "adopted_at" datetime NULL, "effective_from" date NULL, "effective_until" date NULL, "register_id" bigint NOT NULL REFERENCES "responsibilities_register" ("id") DEFERRABLE INITIALLY DEFERRED, CONSTRAINT "responsibilities_edition_is_numbered_once" UNIQUE ("register_id", "number"), CONSTRAINT "responsibilities_edition_adopted_by_somebody" CHECK ((("adopted_at" IS NULL AND "adopted_by" = '' AND "effective_from" IS NULL AND "state" = 'draft') OR (NOT ("state" = 'draft') AND "adopted_at" IS NOT NULL AND "effective_from" IS NOT NULL AND NOT ("adopted_by" = '')))));
INSERT INTO "new__responsibilities_edition" ("id", "number", "state", "adopted_by", "adopted_at", "effective_from", "effective_until", "register_id") SELECT "id", "number", "state", "adopted_by", "adopted_at", "effective_from", "effective_until", "register_id" FROM "responsibilities_edition";
DROP TABLE "responsibilities_edition";
ALTER TABLE "new__responsibilities_edition" RENAME TO "responsibilities_edition";
CREATE UNIQUE INDEX "responsibilities_edition_is_the_only_draft" ON "responsibilities_edition" ("register_id") WHERE "state" = 'draft';
CREATE UNIQUE INDEX "responsibilities_edition_is_alone_in_force" ON "responsibilities_edition" ("register_id") WHERE "state" = 'in-force';
CREATE INDEX "responsibilities_edition_register_id_0b819ee8" ON "responsibilities_edition" ("register_id");
--
-- Create constraint responsibilities_edition_ends_after_it_begins on model edition
--
CREATE TABLE "new__responsibilities_edition" ("id" integer NOT NULL PRIMARY KEY AUTOINCREMENT, "number" integer unsigned NOT NULL CHECK ("number" >= 0), "state" varchar(12) NOT NULL, "adopted_by" varchar(300) NOT NULL, "adopted_at" datetime NULL, "effective_from" date NULL, "effective_until" date NULL, "register_id" bigint NOT NULL REFERENCES "responsibilities_register" ("id") DEFERRABLE INITIALLY DEFERRED, CONSTRAINT "responsibilities_edition_is_numbered_once" UNIQUE ("register_id", "number"), CONSTRAINT "responsibilities_edition_adopted_by_somebody" CHECK ((("adopted_at" IS NULL AND "adopted_by" = '' AND "effective_from" IS NULL AND "state" = 'draft') OR (NOT ("state" = 'draft') AND "adopted_at" IS NOT NULL AND "effective_from" IS NOT NULL AND NOT ("adopted_by" = '')))), CONSTRAINT "responsibilities_edition_ends_after_it_begins" CHECK (("effective_until" IS NULL OR "effective_until" >= ("effective_from"))));
INSERT INTO "new__responsibilities_edition" ("id", "number", "state", "adopted_by", "adopted_at", "effective_from", "effective_until", "register_id") SELECT "id", "number", "state", "adopted_by", "adopted_at", "effective_from", "effective_until", "register_id" FROM "responsibilities_edition";
DROP TABLE "responsibilities_edition";
ALTER TABLE "new__responsibilities_edition" RENAME TO "responsibilities_edition";
CREATE UNIQUE INDEX "responsibilities_edition_is_the_only_draft" ON "responsibilities_edition" ("register_id") WHERE "state" = 'draft';
CREATE UNIQUE INDEX "responsibilities_edition_is_alone_in_force" ON "responsibilities_edition" ("register_id") WHERE "state" = 'in-force';
CREATE INDEX "responsibilities_edition_register_id_0b819ee8" ON "responsibilities_edition" ("register_id");
--
-- Create constraint responsibilities_unrecognisedunit_is_named_once on model unrecognisedunit
--
CREATE TABLE "new__responsibilities_unrecognisedunit" ("id" integer NOT NULL PRIMARY KEY AUTOINCREMENT, "name" varchar(300) NOT NULL, "role" varchar(20) NOT NULL, "duty_id" bigint NOT NULL REFERENCES "responsibilities_duty" ("id") DEFERRABLE INITIALLY DEFERRED, CONSTRAINT "responsibilities_unrecognisedunit_is_named_once" UNIQUE ("duty_id", "name"));
INSERT INTO "new__responsibilities_unrecognisedunit" ("id", "name", "role", "duty_id") SELECT "id", "name", "role", "duty_id" FROM "responsibilities_unrecognisedunit";
DROP TABLE "responsibilities_unrecognisedunit";
ALTER TABLE "new__responsibilities_unrecognisedunit" RENAME TO "responsibilities_unrecognisedunit";
CREATE INDEX "responsibilities_unrecognisedunit_duty_id_3ada8cb9" ON "responsibilities_unrecognisedunit" ("duty_id");

-- responsibilities 0002_duty_limits_and_points
--
-- Add field deadline to duty
--
CREATE TABLE "new__responsibilities_duty" ("id" integer NOT NULL PRIMARY KEY AUTOINCREMENT, "deadline" varchar(200) NOT NULL, "number" varchar(30) NOT NULL, "position" integer unsigned NOT NULL CHECK ("position" >= 0), "title" varchar(200) NOT NULL, "text" text NOT NULL, "field" varchar(100) NOT NULL, "basis" text NOT NULL, "target" text NOT NULL, "cycle" varchar(12) NOT NULL, "no_lead_stated" bool NOT NULL, "open_set" bool NOT NULL, "version" integer unsigned NOT NULL CHECK ("version" >= 0), "proposal_id" bigint NULL REFERENCES "sources_proposal" ("id") DEFERRABLE INITIALLY DEFERRED, "edition_id" bigint NOT NULL REFERENCES "responsibilities_edition" ("id") DEFERRABLE INITIALLY DEFERRED, "origin_id" bigint NULL REFERENCES "responsibilities_duty" ("id") DEFERRABLE INITIALLY DEFERRED, CONSTRAINT "responsibilities_duty_is_numbered_once" UNIQUE ("edition_id", "number"), CONSTRAINT "responsibilities_duty_is_taken_in_once" UNIQUE ("edition_id", "proposal_id"), CONSTRAINT "responsibilities_duty_says_something" CHECK (NOT ("text" = '')));
INSERT INTO "new__responsibilities_duty" ("id", "number", "position", "title", "text", "field", "basis", "target", "cycle", "no_lead_stated", "open_set", "version", "origin_id", "proposal_id", "edition_id", "deadline") SELECT "id", "number", "position", "title", "text", "field", "basis", "target", "cycle", "no_lead_stated", "open_set", "version", "origin_id", "proposal_id", "edition_id", '' FROM "responsibilities_duty";
DROP TABLE "responsibilities_duty";
ALTER TABLE "new__responsibilities_duty" RENAME TO "responsibilities_duty";
CREATE INDEX "responsibilities_duty_proposal_id_9a9bae12" ON "responsibilities_duty" ("proposal_id");
CREATE INDEX "responsibilities_duty_origin_id_5e5dea56" ON "responsibilities_duty" ("origin_id");
CREATE INDEX "responsibilities_duty_order" ON "responsibilities_duty" ("edition_id", "position", "id");
CREATE INDEX "responsibilities_duty_field" ON "responsibilities_duty" ("edition_id", "field", "position");
--
-- Add field due_on to duty
--
ALTER TABLE "responsibilities_duty" ADD COLUMN "due_on" date NULL;
--
-- Add field evidence to duty
--
CREATE TABLE "new__responsibilities_duty" ("id" integer NOT NULL PRIMARY KEY AUTOINCREMENT, "number" varchar(30) NOT NULL, "position" integer unsigned NOT NULL CHECK ("position" >= 0), "title" varchar(200) NOT NULL, "text" text NOT NULL, "field" varchar(100) NOT NULL, "basis" text NOT NULL, "target" text NOT NULL, "cycle" varchar(12) NOT NULL, "no_lead_stated" bool NOT NULL, "open_set" bool NOT NULL, "version" integer unsigned NOT NULL CHECK ("version" >= 0), "proposal_id" bigint NULL REFERENCES "sources_proposal" ("id") DEFERRABLE INITIALLY DEFERRED, "edition_id" bigint NOT NULL REFERENCES "responsibilities_edition" ("id") DEFERRABLE INITIALLY DEFERRED, "deadline" varchar(200) NOT NULL, "due_on" date NULL, "evidence" text NOT NULL, "origin_id" bigint NULL REFERENCES "responsibilities_duty" ("id") DEFERRABLE INITIALLY DEFERRED, CONSTRAINT "responsibilities_duty_is_numbered_once" UNIQUE ("edition_id", "number"), CONSTRAINT "responsibilities_duty_is_taken_in_once" UNIQUE ("edition_id", "proposal_id"), CONSTRAINT "responsibilities_duty_says_something" CHECK (NOT ("text" = '')));
INSERT INTO "new__responsibilities_duty" ("id", "number", "position", "title", "text", "field", "basis", "target", "cycle", "no_lead_stated", "open_set", "version", "origin_id", "proposal_id", "edition_id", "deadline", "due_on", "evidence") SELECT "id", "number", "position", "title", "text", "field", "basis", "target", "cycle", "no_lead_stated", "open_set", "version", "origin_id", "proposal_id", "edition_id", "deadline", "due_on", '' FROM "responsibilities_duty";
DROP TABLE "responsibilities_duty";
ALTER TABLE "new__responsibilities_duty" RENAME TO "responsibilities_duty";
CREATE INDEX "responsibilities_duty_proposal_id_9a9bae12" ON "responsibilities_duty" ("proposal_id");
CREATE INDEX "responsibilities_duty_origin_id_5e5dea56" ON "responsibilities_duty" ("origin_id");
CREATE INDEX "responsibilities_duty_order" ON "responsibilities_duty" ("edition_id", "position", "id");
CREATE INDEX "responsibilities_duty_field" ON "responsibilities_duty" ("edition_id", "field", "position");
--
-- Add field level to duty
--
CREATE TABLE "new__responsibilities_duty" ("id" integer NOT NULL PRIMARY KEY AUTOINCREMENT, "number" varchar(30) NOT NULL, "position" integer unsigned NOT NULL CHECK ("position" >= 0), "title" varchar(200) NOT NULL, "text" text NOT NULL, "field" varchar(100) NOT NULL, "basis" text NOT NULL, "target" text NOT NULL, "cycle" varchar(12) NOT NULL, "no_lead_stated" bool NOT NULL, "open_set" bool NOT NULL, "version" integer unsigned NOT NULL CHECK ("version" >= 0), "proposal_id" bigint NULL REFERENCES "sources_proposal" ("id") DEFERRABLE INITIALLY DEFERRED, "edition_id" bigint NOT NULL REFERENCES "responsibilities_edition" ("id") DEFERRABLE INITIALLY DEFERRED, "deadline" varchar(200) NOT NULL, "due_on" date NULL, "evidence" text NOT NULL, "level" varchar(12) NOT NULL, "origin_id" bigint NULL REFERENCES "responsibilities_duty" ("id") DEFERRABLE INITIALLY DEFERRED, CONSTRAINT "responsibilities_duty_is_numbered_once" UNIQUE ("edition_id", "number"), CONSTRAINT "responsibilities_duty_is_taken_in_once" UNIQUE ("edition_id", "proposal_id"), CONSTRAINT "responsibilities_duty_says_something" CHECK (NOT ("text" = '')));
INSERT INTO "new__responsibilities_duty" ("id", "number", "position", "title", "text", "field", "basis", "target", "cycle", "no_lead_stated", "open_set", "version", "origin_id", "proposal_id", "edition_id", "deadline", "due_on", "evidence", "level") SELECT "id", "number", "position", "title", "text", "field", "basis", "target", "cycle", "no_lead_stated", "open_set", "version", "origin_id", "proposal_id", "edition_id", "deadline", "due_on", "evidence", '' FROM "responsibilities_duty";
DROP TABLE "responsibilities_duty";
ALTER TABLE "new__responsibilities_duty" RENAME TO "responsibilities_duty";
CREATE INDEX "responsibilities_duty_proposal_id_9a9bae12" ON "responsibilities_duty" ("proposal_id");
CREATE INDEX "responsibilities_duty_origin_id_5e5dea56" ON "responsibilities_duty" ("origin_id");
CREATE INDEX "responsibilities_duty_order" ON "responsibilities_duty" ("edition_id", "position", "id");
CREATE INDEX "responsibilities_duty_field" ON "responsibilities_duty" ("edition_id", "field", "position");
--
-- Add field points to duty
--
ALTER TABLE "responsibilities_duty" ADD COLUMN "points" integer unsigned NULL CHECK ("points" >= 0);
--
-- Add field scoring_rule to duty
--
CREATE TABLE "new__responsibilities_duty" ("id" integer NOT NULL PRIMARY KEY AUTOINCREMENT, "number" varchar(30) NOT NULL, "position" integer unsigned NOT NULL CHECK ("position" >= 0), "title" varchar(200) NOT NULL, "text" text NOT NULL, "field" varchar(100) NOT NULL, "basis" text NOT NULL, "target" text NOT NULL, "cycle" varchar(12) NOT NULL, "no_lead_stated" bool NOT NULL, "open_set" bool NOT NULL, "version" integer unsigned NOT NULL CHECK ("version" >= 0), "proposal_id" bigint NULL REFERENCES "sources_proposal" ("id") DEFERRABLE INITIALLY DEFERRED, "edition_id" bigint NOT NULL REFERENCES "responsibilities_edition" ("id") DEFERRABLE INITIALLY DEFERRED, "deadline" varchar(200) NOT NULL, "due_on" date NULL, "evidence" text NOT NULL, "level" varchar(12) NOT NULL, "points" integer unsigned NULL CHECK ("points" >= 0), "scoring_rule" text NOT NULL, "origin_id" bigint NULL REFERENCES "responsibilities_duty" ("id") DEFERRABLE INITIALLY DEFERRED, CONSTRAINT "responsibilities_duty_is_numbered_once" UNIQUE ("edition_id", "number"), CONSTRAINT "responsibilities_duty_is_taken_in_once" UNIQUE ("edition_id", "proposal_id"), CONSTRAINT "responsibilities_duty_says_something" CHECK (NOT ("text" = '')));
INSERT INTO "new__responsibilities_duty" ("id", "number", "position", "title", "text", "field", "basis", "target", "cycle", "no_lead_stated", "open_set", "version", "origin_id", "proposal_id", "edition_id", "deadline", "due_on", "evidence", "level", "points", "scoring_rule") SELECT "id", "number", "position", "title", "text", "field", "basis", "target", "cycle", "no_lead_stated", "open_set", "version", "origin_id", "proposal_id", "edition_id", "deadline", "due_on", "evidence", "level", "points", '' FROM "responsibilities_duty";
DROP TABLE "responsibilities_duty";
ALTER TABLE "new__responsibilities_duty" RENAME TO "responsibilities_duty";
CREATE INDEX "responsibilities_duty_proposal_id_9a9bae12" ON "responsibilities_duty" ("proposal_id");
CREATE INDEX "responsibilities_duty_origin_id_5e5dea56" ON "responsibilities_duty" ("origin_id");
CREATE INDEX "responsibilities_duty_order" ON "responsibilities_duty" ("edition_id", "position", "id");
CREATE INDEX "responsibilities_duty_field" ON "responsibilities_duty" ("edition_id", "field", "position");
--
-- Add field confidential to register
--
CREATE TABLE "new__responsibilities_register" ("id" integer NOT NULL PRIMARY KEY AUTOINCREMENT, "code" varchar(80) NOT NULL UNIQUE, "kind" varchar(30) NOT NULL, "title" varchar(300) NOT NULL, "opened_at" datetime NOT NULL, "unit_id" bigint NOT NULL REFERENCES "organisation_unit" ("id") DEFERRABLE INITIALLY DEFERRED, "confidential" bool NOT NULL);
INSERT INTO "new__responsibilities_register" ("id", "code", "kind", "title", "opened_at", "unit_id", "confidential") SELECT "id", "code", "kind", "title", "opened_at", "unit_id", 0 FROM "responsibilities_register";
DROP TABLE "responsibilities_register";
ALTER TABLE "new__responsibilities_register" RENAME TO "responsibilities_register";
CREATE INDEX "responsibilities_register_unit_id_8dcc3086" ON "responsibilities_register" ("unit_id");
--
-- Alter field kind on register
--
-- (no-op)

-- responsibilities 0003_consultations
--
-- Create model Comment
--
CREATE TABLE "responsibilities_comment" ("id" integer NOT NULL PRIMARY KEY AUTOINCREMENT, "duty_number" varchar(30) NOT NULL, "text" text NOT NULL, "proposed_text" text NOT NULL, "made_at" datetime NOT NULL, "made_by" varchar(100) NOT NULL, "withdrawn_at" datetime NULL, "withdrawn_by" varchar(100) NOT NULL, "outcome" varchar(12) NOT NULL, "answer" text NOT NULL, "answered_at" datetime NULL, "answered_by" varchar(100) NOT NULL);
--
-- Create model Consultation
--
CREATE TABLE "responsibilities_consultation" ("id" integer NOT NULL PRIMARY KEY AUTOINCREMENT, "number" integer unsigned NOT NULL CHECK ("number" >= 0), "digest" varchar(64) NOT NULL, "opened_at" datetime NOT NULL, "opened_by" varchar(100) NOT NULL, "closes_on" date NOT NULL, "least_days" integer unsigned NOT NULL CHECK ("least_days" >= 0), "short_reason" text NOT NULL, "closed_at" datetime NULL, "closed_by" varchar(100) NOT NULL, "broken_off_reason" text NOT NULL);
--
-- Create model ConsultedDuty
--
CREATE TABLE "responsibilities_consultedduty" ("id" integer NOT NULL PRIMARY KEY AUTOINCREMENT, "position" integer unsigned NOT NULL CHECK ("position" >= 0), "number" varchar(30) NOT NULL, "content" text NOT NULL);
--
-- Create model Opinion
--
CREATE TABLE "responsibilities_opinion" ("id" integer NOT NULL PRIMARY KEY AUTOINCREMENT, "stance" varchar(10) NOT NULL, "answered_at" datetime NULL, "answered_by" varchar(100) NOT NULL);
--
-- Remove constraint responsibilities_edition_is_the_only_draft from model edition
--
DROP INDEX "responsibilities_edition_is_the_only_draft";
--
-- Remove constraint responsibilities_edition_adopted_by_somebody from model edition
--
CREATE TABLE "new__responsibilities_edition" ("id" integer NOT NULL PRIMARY KEY AUTOINCREMENT, "number" integer unsigned NOT NULL CHECK ("number" >= 0), "state" varchar(12) NOT NULL, "adopted_by" varchar(300) NOT NULL, "adopted_at" datetime NULL, "effective_from" date NULL, "effective_until" date NULL, "register_id" bigint NOT NULL REFERENCES "responsibilities_register" ("id") DEFERRABLE INITIALLY DEFERRED, CONSTRAINT "responsibilities_edition_is_numbered_once" UNIQUE ("register_id", "number"), CONSTRAINT "responsibilities_edition_ends_after_it_begins" CHECK (("effective_until" IS NULL OR "effective_until" >= ("effective_from"))));
INSERT INTO "new__responsibilities_edition" ("id", "number", "state", "adopted_by", "adopted_at", "effective_from", "effective_until", "register_id") SELECT "id", "number", "state", "adopted_by", "adopted_at", "effective_from", "effective_until", "register_id" FROM "responsibilities_edition";
DROP TABLE "responsibilities_edition";
ALTER TABLE "new__responsibilities_edition" RENAME TO "responsibilities_edition";
CREATE UNIQUE INDEX "responsibilities_edition_is_alone_in_force" ON "responsibilities_edition" ("register_id") WHERE "state" = 'in-force';
CREATE INDEX "responsibilities_edition_register_id_0b819ee8" ON "responsibilities_edition" ("register_id");
--
-- Add field signed_in to assignment
--
ALTER TABLE "responsibilities_assignment" ADD COLUMN "signed_in_id" bigint NULL REFERENCES "responsibilities_edition" ("id") DEFERRABLE INITIALLY DEFERRED;
--
-- Add field despite_reason to edition
--
CREATE TABLE "new__responsibilities_edition" ("id" integer NOT NULL PRIMARY KEY AUTOINCREMENT, "number" integer unsigned NOT NULL CHECK ("number" >= 0), "state" varchar(12) NOT NULL, "adopted_by" varchar(300) NOT NULL, "adopted_at" datetime NULL, "effective_from" date NULL, "effective_until" date NULL, "register_id" bigint NOT NULL REFERENCES "responsibilities_register" ("id") DEFERRABLE INITIALLY DEFERRED, "despite_reason" text NOT NULL, CONSTRAINT "responsibilities_edition_is_numbered_once" UNIQUE ("register_id", "number"), CONSTRAINT "responsibilities_edition_ends_after_it_begins" CHECK (("effective_until" IS NULL OR "effective_until" >= ("effective_from"))));
INSERT INTO "new__responsibilities_edition" ("id", "number", "state", "adopted_by", "adopted_at", "effective_from", "effective_until", "register_id", "despite_reason") SELECT "id", "number", "state", "adopted_by", "adopted_at", "effective_from", "effective_until", "register_id", '' FROM "responsibilities_edition";
DROP TABLE "responsibilities_edition";
ALTER TABLE "new__responsibilities_edition" RENAME TO "responsibilities_edition";
CREATE INDEX "responsibilities_assignment_signed_in_id_79e95166" ON "responsibilities_assignment" ("signed_in_id");
CREATE UNIQUE INDEX "responsibilities_edition_is_alone_in_force" ON "responsibilities_edition" ("register_id") WHERE "state" = 'in-force';
CREATE INDEX "responsibilities_edition_register_id_0b819ee8" ON "responsibilities_edition" ("register_id");
--
-- Add field digest to edition
--
CREATE TABLE "new__responsibilities_edition" ("id" integer NOT NULL PRIMARY KEY AUTOINCREMENT, "number" integer unsigned NOT NULL CHECK ("number" >= 0), "state" varchar(12) NOT NULL, "adopted_by" varchar(300) NOT NULL, "adopted_at" datetime NULL, "effective_from" date NULL, "effective_until" date NULL, "register_id" bigint NOT NULL REFERENCES "responsibilities_register" ("id") DEFERRABLE INITIALLY DEFERRED, "despite_reason" text NOT NULL, "digest" varchar(64) NOT NULL, CONSTRAINT "responsibilities_edition_is_numbered_once" UNIQUE ("register_id", "number"), CONSTRAINT "responsibilities_edition_ends_after_it_begins" CHECK (("effective_until" IS NULL OR "effective_until" >= ("effective_from"))));
INSERT INTO "new__responsibilities_edition" ("id", "number", "state", "adopted_by", "adopted_at", "effective_from", "effective_until", "register_id", "despite_reason", "digest") SELECT "id", "number", "state", "adopted_by", "adopted_at", "effective_from", "effective_until", "register_id", "despite_reason", '' FROM "responsibilities_edition";
DROP TABLE "responsibilities_edition";
ALTER TABLE "new__responsibilities_edition" RENAME TO "responsibilities_edition";
CREATE UNIQUE INDEX "responsibilities_edition_is_alone_in_force" ON "responsibilities_edition" ("register_id") WHERE "state" = 'in-force';
CREATE INDEX "responsibilities_edition_register_id_0b819ee8" ON "responsibilities_edition" ("register_id");
--
-- Add field end_reason to edition
--
CREATE TABLE "new__responsibilities_edition" ("id" integer NOT NULL PRIMARY KEY AUTOINCREMENT, "number" integer unsigned NOT NULL CHECK ("number" >= 0), "state" varchar(12) NOT NULL, "adopted_by" varchar(300) NOT NULL, "adopted_at" datetime NULL, "effective_from" date NULL, "effective_until" date NULL, "register_id" bigint NOT NULL REFERENCES "responsibilities_register" ("id") DEFERRABLE INITIALLY DEFERRED, "despite_reason" text NOT NULL, "digest" varchar(64) NOT NULL, "end_reason" text NOT NULL, CONSTRAINT "responsibilities_edition_is_numbered_once" UNIQUE ("register_id", "number"), CONSTRAINT "responsibilities_edition_ends_after_it_begins" CHECK (("effective_until" IS NULL OR "effective_until" >= ("effective_from"))));
INSERT INTO "new__responsibilities_edition" ("id", "number", "state", "adopted_by", "adopted_at", "effective_from", "effective_until", "register_id", "despite_reason", "digest", "end_reason") SELECT "id", "number", "state", "adopted_by", "adopted_at", "effective_from", "effective_until", "register_id", "despite_reason", "digest", '' FROM "responsibilities_edition";
DROP TABLE "responsibilities_edition";
ALTER TABLE "new__responsibilities_edition" RENAME TO "responsibilities_edition";
CREATE UNIQUE INDEX "responsibilities_edition_is_alone_in_force" ON "responsibilities_edition" ("register_id") WHERE "state" = 'in-force';
CREATE INDEX "responsibilities_edition_register_id_0b819ee8" ON "responsibilities_edition" ("register_id");
--
-- Add field faults_left to edition
--
CREATE TABLE "new__responsibilities_edition" ("id" integer NOT NULL PRIMARY KEY AUTOINCREMENT, "number" integer unsigned NOT NULL CHECK ("number" >= 0), "state" varchar(12) NOT NULL, "adopted_by" varchar(300) NOT NULL, "adopted_at" datetime NULL, "effective_from" date NULL, "effective_until" date NULL, "register_id" bigint NOT NULL REFERENCES "responsibilities_register" ("id") DEFERRABLE INITIALLY DEFERRED, "despite_reason" text NOT NULL, "digest" varchar(64) NOT NULL, "end_reason" text NOT NULL, "faults_left" integer unsigned NOT NULL CHECK ("faults_left" >= 0), CONSTRAINT "responsibilities_edition_is_numbered_once" UNIQUE ("register_id", "number"), CONSTRAINT "responsibilities_edition_ends_after_it_begins" CHECK (("effective_until" IS NULL OR "effective_until" >= ("effective_from"))));
INSERT INTO "new__responsibilities_edition" ("id", "number", "state", "adopted_by", "adopted_at", "effective_from", "effective_until", "register_id", "despite_reason", "digest", "end_reason", "faults_left") SELECT "id", "number", "state", "adopted_by", "adopted_at", "effective_from", "effective_until", "register_id", "despite_reason", "digest", "end_reason", 0 FROM "responsibilities_edition";
DROP TABLE "responsibilities_edition";
ALTER TABLE "new__responsibilities_edition" RENAME TO "responsibilities_edition";
CREATE UNIQUE INDEX "responsibilities_edition_is_alone_in_force" ON "responsibilities_edition" ("register_id") WHERE "state" = 'in-force';
CREATE INDEX "responsibilities_edition_register_id_0b819ee8" ON "responsibilities_edition" ("register_id");
--
-- Add field receipt_due_on to edition
--
ALTER TABLE "responsibilities_edition" ADD COLUMN "receipt_due_on" date NULL;
--
-- Add field unanswered_left to edition
--
CREATE TABLE "new__responsibilities_edition" ("id" integer NOT NULL PRIMARY KEY AUTOINCREMENT, "number" integer unsigned NOT NULL CHECK ("number" >= 0), "state" varchar(12) NOT NULL, "adopted_by" varchar(300) NOT NULL, "adopted_at" datetime NULL, "effective_from" date NULL, "effective_until" date NULL, "register_id" bigint NOT NULL REFERENCES "responsibilities_register" ("id") DEFERRABLE INITIALLY DEFERRED, "despite_reason" text NOT NULL, "digest" varchar(64) NOT NULL, "end_reason" text NOT NULL, "faults_left" integer unsigned NOT NULL CHECK ("faults_left" >= 0), "receipt_due_on" date NULL, "unanswered_left" integer unsigned NOT NULL CHECK ("unanswered_left" >= 0), CONSTRAINT "responsibilities_edition_is_numbered_once" UNIQUE ("register_id", "number"), CONSTRAINT "responsibilities_edition_ends_after_it_begins" CHECK (("effective_until" IS NULL OR "effective_until" >= ("effective_from"))));
INSERT INTO "new__responsibilities_edition" ("id", "number", "state", "adopted_by", "adopted_at", "effective_from", "effective_until", "register_id", "despite_reason", "digest", "end_reason", "faults_left", "receipt_due_on", "unanswered_left") SELECT "id", "number", "state", "adopted_by", "adopted_at", "effective_from", "effective_until", "register_id", "despite_reason", "digest", "end_reason", "faults_left", "receipt_due_on", 0 FROM "responsibilities_edition";
DROP TABLE "responsibilities_edition";
ALTER TABLE "new__responsibilities_edition" RENAME TO "responsibilities_edition";
CREATE UNIQUE INDEX "responsibilities_edition_is_alone_in_force" ON "responsibilities_edition" ("register_id") WHERE "state" = 'in-force';
CREATE INDEX "responsibilities_edition_register_id_0b819ee8" ON "responsibilities_edition" ("register_id");
--
-- Add field unasked_left to edition
--
CREATE TABLE "new__responsibilities_edition" ("id" integer NOT NULL PRIMARY KEY AUTOINCREMENT, "number" integer unsigned NOT NULL CHECK ("number" >= 0), "state" varchar(12) NOT NULL, "adopted_by" varchar(300) NOT NULL, "adopted_at" datetime NULL, "effective_from" date NULL, "effective_until" date NULL, "register_id" bigint NOT NULL REFERENCES "responsibilities_register" ("id") DEFERRABLE INITIALLY DEFERRED, "despite_reason" text NOT NULL, "digest" varchar(64) NOT NULL, "end_reason" text NOT NULL, "faults_left" integer unsigned NOT NULL CHECK ("faults_left" >= 0), "receipt_due_on" date NULL, "unanswered_left" integer unsigned NOT NULL CHECK ("unanswered_left" >= 0), "unasked_left" integer unsigned NOT NULL CHECK ("unasked_left" >= 0), CONSTRAINT "responsibilities_edition_is_numbered_once" UNIQUE ("register_id", "number"), CONSTRAINT "responsibilities_edition_ends_after_it_begins" CHECK (("effective_until" IS NULL OR "effective_until" >= ("effective_from"))));
INSERT INTO "new__responsibilities_edition" ("id", "number", "state", "adopted_by", "adopted_at", "effective_from", "effective_until", "register_id", "despite_reason", "digest", "end_reason", "faults_left", "receipt_due_on", "unanswered_left", "unasked_left") SELECT "id", "number", "state", "adopted_by", "adopted_at", "effective_from", "effective_until", "register_id", "despite_reason", "digest", "end_reason", "faults_left", "receipt_due_on", "unanswered_left", 0 FROM "responsibilities_edition";
DROP TABLE "responsibilities_edition";
ALTER TABLE "new__responsibilities_edition" RENAME TO "responsibilities_edition";
CREATE UNIQUE INDEX "responsibilities_edition_is_alone_in_force" ON "responsibilities_edition" ("register_id") WHERE "state" = 'in-force';
CREATE INDEX "responsibilities_edition_register_id_0b819ee8" ON "responsibilities_edition" ("register_id");
--
-- Alter field state on edition
--
-- (no-op)
--
-- Create constraint responsibilities_assignment_carries_a_signature on model assignment
--
CREATE TABLE "new__responsibilities_assignment" ("id" integer NOT NULL PRIMARY KEY AUTOINCREMENT, "role" varchar(20) NOT NULL, "receipt" varchar(10) NOT NULL, "reason" text NOT NULL, "answered_at" datetime NULL, "answered_by" varchar(100) NOT NULL, "unit_id" bigint NOT NULL REFERENCES "organisation_unit" ("id") DEFERRABLE INITIALLY DEFERRED, "duty_id" bigint NOT NULL REFERENCES "responsibilities_duty" ("id") DEFERRABLE INITIALLY DEFERRED, "edition_id" bigint NOT NULL REFERENCES "responsibilities_edition" ("id") DEFERRABLE INITIALLY DEFERRED, "signed_in_id" bigint NULL REFERENCES "responsibilities_edition" ("id") DEFERRABLE INITIALLY DEFERRED, CONSTRAINT "responsibilities_assignment_is_made_once" UNIQUE ("duty_id", "unit_id"), CONSTRAINT "responsibilities_assignment_answered_by_somebody" CHECK ((("answered_at" IS NULL AND "answered_by" = '' AND "receipt" = 'awaiting') OR (NOT ("receipt" = 'awaiting') AND "answered_at" IS NOT NULL AND NOT ("answered_by" = '')))), CONSTRAINT "responsibilities_assignment_declined_with_a_reason" CHECK (NOT ("reason" = '' AND "receipt" = 'declined')), CONSTRAINT "responsibilities_assignment_carries_a_signature" CHECK (("signed_in_id" IS NULL OR "receipt" = 'accepted')));
INSERT INTO "new__responsibilities_assignment" ("id", "role", "receipt", "reason", "answered_at", "answered_by", "unit_id", "duty_id", "edition_id", "signed_in_id") SELECT "id", "role", "receipt", "reason", "answered_at", "answered_by", "unit_id", "duty_id", "edition_id", "signed_in_id" FROM "responsibilities_assignment";
DROP TABLE "responsibilities_assignment";
ALTER TABLE "new__responsibilities_assignment" RENAME TO "responsibilities_assignment";
CREATE UNIQUE INDEX "responsibilities_assignment_leads_alone" ON "responsibilities_assignment" ("duty_id") WHERE "role" = 'lead';
CREATE INDEX "responsibilities_assignment_signed_in_id_79e95166" ON "responsibilities_assignment" ("signed_in_id");
CREATE INDEX "responsibilities_of_a_unit" ON "responsibilities_assignment" ("unit_id", "edition_id", "receipt", "duty_id");
CREATE INDEX "responsibilities_receipts" ON "responsibilities_assignment" ("edition_id", "receipt");
--
-- Create constraint responsibilities_edition_is_the_only_draft on model edition
--
CREATE UNIQUE INDEX "responsibilities_edition_is_the_only_draft" ON "responsibilities_edition" ("register_id") WHERE "state" IN ('draft', 'consultation');
--
-- Create constraint responsibilities_edition_adopted_by_somebody on model edition
--
CREATE TABLE "new__responsibilities_edition" ("id" integer NOT NULL PRIMARY KEY AUTOINCREMENT, "number" integer unsigned NOT NULL CHECK ("number" >= 0), "state" varchar(12) NOT NULL, "adopted_by" varchar(300) NOT NULL, "adopted_at" datetime NULL, "effective_from" date NULL, "effective_until" date NULL, "register_id" bigint NOT NULL REFERENCES "responsibilities_register" ("id") DEFERRABLE INITIALLY DEFERRED, "despite_reason" text NOT NULL, "digest" varchar(64) NOT NULL, "end_reason" text NOT NULL, "faults_left" integer unsigned NOT NULL CHECK ("faults_left" >= 0), "receipt_due_on" date NULL, "unanswered_left" integer unsigned NOT NULL CHECK ("unanswered_left" >= 0), "unasked_left" integer unsigned NOT NULL CHECK ("unasked_left" >= 0), CONSTRAINT "responsibilities_edition_is_numbered_once" UNIQUE ("register_id", "number"), CONSTRAINT "responsibilities_edition_ends_after_it_begins" CHECK (("effective_until" IS NULL OR "effective_until" >= ("effective_from"))), CONSTRAINT "responsibilities_edition_adopted_by_somebody" CHECK ((("adopted_at" IS NULL AND "adopted_by" = '' AND "effective_from" IS NULL AND "state" IN ('draft', 'consultation', 'withdrawn')) OR (NOT ("state" IN ('draft', 'consultation', 'withdrawn')) AND "adopted_at" IS NOT NULL AND "effective_from" IS NOT NULL AND NOT ("adopted_by" = '')))));
INSERT INTO "new__responsibilities_edition" ("id", "number", "state", "adopted_by", "adopted_at", "effective_from", "effective_until", "register_id", "despite_reason", "digest", "end_reason", "faults_left", "receipt_due_on", "unanswered_left", "unasked_left") SELECT "id", "number", "state", "adopted_by", "adopted_at", "effective_from", "effective_until", "register_id", "despite_reason", "digest", "end_reason", "faults_left", "receipt_due_on", "unanswered_left", "unasked_left" FROM "responsibilities_edition";
DROP TABLE "responsibilities_edition";
ALTER TABLE "new__responsibilities_edition" RENAME TO "responsibilities_edition";
CREATE UNIQUE INDEX "responsibilities_edition_is_alone_in_force" ON "responsibilities_edition" ("register_id") WHERE "state" = 'in-force';
CREATE UNIQUE INDEX "responsibilities_edition_is_the_only_draft" ON "responsibilities_edition" ("register_id") WHERE "state" IN ('draft', 'consultation');
CREATE INDEX "responsibilities_edition_register_id_0b819ee8" ON "responsibilities_edition" ("register_id");
--
-- Create constraint responsibilities_edition_adopted_despite_with_a_reason on model edition
--
CREATE TABLE "new__responsibilities_edition" ("id" integer NOT NULL PRIMARY KEY AUTOINCREMENT, "number" integer unsigned NOT NULL CHECK ("number" >= 0), "state" varchar(12) NOT NULL, "adopted_by" varchar(300) NOT NULL, "adopted_at" datetime NULL, "effective_from" date NULL, "effective_until" date NULL, "register_id" bigint NOT NULL REFERENCES "responsibilities_register" ("id") DEFERRABLE INITIALLY DEFERRED, "despite_reason" text NOT NULL, "digest" varchar(64) NOT NULL, "end_reason" text NOT NULL, "faults_left" integer unsigned NOT NULL CHECK ("faults_left" >= 0), "receipt_due_on" date NULL, "unanswered_left" integer unsigned NOT NULL CHECK ("unanswered_left" >= 0), "unasked_left" integer unsigned NOT NULL CHECK ("unasked_left" >= 0), CONSTRAINT "responsibilities_edition_is_numbered_once" UNIQUE ("register_id", "number"), CONSTRAINT "responsibilities_edition_ends_after_it_begins" CHECK (("effective_until" IS NULL OR "effective_until" >= ("effective_from"))), CONSTRAINT "responsibilities_edition_adopted_by_somebody" CHECK ((("adopted_at" IS NULL AND "adopted_by" = '' AND "effective_from" IS NULL AND "state" IN ('draft', 'consultation', 'withdrawn')) OR (NOT ("state" IN ('draft', 'consultation', 'withdrawn')) AND "adopted_at" IS NOT NULL AND "effective_from" IS NOT NULL AND NOT ("adopted_by" = '')))), CONSTRAINT "responsibilities_edition_adopted_despite_with_a_reason" CHECK ((NOT ("despite_reason" = '') OR ("faults_left" = 0 AND "unanswered_left" = 0 AND "unasked_left" = 0))));
INSERT INTO "new__responsibilities_edition" ("id", "number", "state", "adopted_by", "adopted_at", "effective_from", "effective_until", "register_id", "despite_reason", "digest", "end_reason", "faults_left", "receipt_due_on", "unanswered_left", "unasked_left") SELECT "id", "number", "state", "adopted_by", "adopted_at", "effective_from", "effective_until", "register_id", "despite_reason", "digest", "end_reason", "faults_left", "receipt_due_on", "unanswered_left", "unasked_left" FROM "responsibilities_edition";
DROP TABLE "responsibilities_edition";
ALTER TABLE "new__responsibilities_edition" RENAME TO "responsibilities_edition";
CREATE UNIQUE INDEX "responsibilities_edition_is_alone_in_force" ON "responsibilities_edition" ("register_id") WHERE "state" = 'in-force';
CREATE UNIQUE INDEX "responsibilities_edition_is_the_only_draft" ON "responsibilities_edition" ("register_id") WHERE "state" IN ('draft', 'consultation');
CREATE INDEX "responsibilities_edition_register_id_0b819ee8" ON "responsibilities_edition" ("register_id");
--
-- Create constraint responsibilities_edition_ended_with_a_reason on model edition
--
CREATE TABLE "new__responsibilities_edition" ("id" integer NOT NULL PRIMARY KEY AUTOINCREMENT, "number" integer unsigned NOT NULL CHECK ("number" >= 0), "state" varchar(12) NOT NULL, "adopted_by" varchar(300) NOT NULL, "adopted_at" datetime NULL, "effective_from" date NULL, "effective_until" date NULL, "register_id" bigint NOT NULL REFERENCES "responsibilities_register" ("id") DEFERRABLE INITIALLY DEFERRED, "despite_reason" text NOT NULL, "digest" varchar(64) NOT NULL, "end_reason" text NOT NULL, "faults_left" integer unsigned NOT NULL CHECK ("faults_left" >= 0), "receipt_due_on" date NULL, "unanswered_left" integer unsigned NOT NULL CHECK ("unanswered_left" >= 0), "unasked_left" integer unsigned NOT NULL CHECK ("unasked_left" >= 0), CONSTRAINT "responsibilities_edition_is_numbered_once" UNIQUE ("register_id", "number"), CONSTRAINT "responsibilities_edition_ends_after_it_begins" CHECK (("effective_until" IS NULL OR "effective_until" >= ("effective_from"))), CONSTRAINT "responsibilities_edition_adopted_by_somebody" CHECK ((("adopted_at" IS NULL AND "adopted_by" = '' AND "effective_from" IS NULL AND "state" IN ('draft', 'consultation', 'withdrawn')) OR (NOT ("state" IN ('draft', 'consultation', 'withdrawn')) AND "adopted_at" IS NOT NULL AND "effective_from" IS NOT NULL AND NOT ("adopted_by" = '')))), CONSTRAINT "responsibilities_edition_adopted_despite_with_a_reason" CHECK ((NOT ("despite_reason" = '') OR ("faults_left" = 0 AND "unanswered_left" = 0 AND "unasked_left" = 0))), CONSTRAINT "responsibilities_edition_ended_with_a_reason" CHECK ((NOT ("end_reason" = '') OR NOT ("state" IN ('withdrawn', 'repealed')))));
INSERT INTO "new__responsibilities_edition" ("id", "number", "state", "adopted_by", "adopted_at", "effective_from", "effective_until", "register_id", "despite_reason", "digest", "end_reason", "faults_left", "receipt_due_on", "unanswered_left", "unasked_left") SELECT "id", "number", "state", "adopted_by", "adopted_at", "effective_from", "effective_until", "register_id", "despite_reason", "digest", "end_reason", "faults_left", "receipt_due_on", "unanswered_left", "unasked_left" FROM "responsibilities_edition";
DROP TABLE "responsibilities_edition";
ALTER TABLE "new__responsibilities_edition" RENAME TO "responsibilities_edition";
CREATE UNIQUE INDEX "responsibilities_edition_is_alone_in_force" ON "responsibilities_edition" ("register_id") WHERE "state" = 'in-force';
CREATE UNIQUE INDEX "responsibilities_edition_is_the_only_draft" ON "responsibilities_edition" ("register_id") WHERE "state" IN ('draft', 'consultation');
CREATE INDEX "responsibilities_edition_register_id_0b819ee8" ON "responsibilities_edition" ("register_id");
--
-- Add field duty to comment
--
ALTER TABLE "responsibilities_comment" ADD COLUMN "duty_id" bigint NULL REFERENCES "responsibilities_duty" ("id") DEFERRABLE INITIALLY DEFERRED;
--
-- Add field proposed_unit to comment
--
ALTER TABLE "responsibilities_comment" ADD COLUMN "proposed_unit_id" bigint NULL REFERENCES "organisation_unit" ("id") DEFERRABLE INITIALLY DEFERRED;
--
-- Add field edition to consultation
--
CREATE TABLE "new__responsibilities_consultation" ("id" integer NOT NULL PRIMARY KEY AUTOINCREMENT, "number" integer unsigned NOT NULL CHECK ("number" >= 0), "digest" varchar(64) NOT NULL, "opened_at" datetime NOT NULL, "opened_by" varchar(100) NOT NULL, "closes_on" date NOT NULL, "least_days" integer unsigned NOT NULL CHECK ("least_days" >= 0), "short_reason" text NOT NULL, "closed_at" datetime NULL, "closed_by" varchar(100) NOT NULL, "broken_off_reason" text NOT NULL, "edition_id" bigint NOT NULL REFERENCES "responsibilities_edition" ("id") DEFERRABLE INITIALLY DEFERRED);
INSERT INTO "new__responsibilities_consultation" ("id", "number", "digest", "opened_at", "opened_by", "closes_on", "least_days", "short_reason", "closed_at", "closed_by", "broken_off_reason", "edition_id") SELECT "id", "number", "digest", "opened_at", "opened_by", "closes_on", "least_days", "short_reason", "closed_at", "closed_by", "broken_off_reason", NULL FROM "responsibilities_consultation";
DROP TABLE "responsibilities_consultation";
ALTER TABLE "new__responsibilities_consultation" RENAME TO "responsibilities_consultation";
CREATE INDEX "responsibilities_comment_duty_id_076bfe3e" ON "responsibilities_comment" ("duty_id");
CREATE INDEX "responsibilities_comment_proposed_unit_id_07645030" ON "responsibilities_comment" ("proposed_unit_id");
CREATE INDEX "responsibilities_consultation_edition_id_0e28d45b" ON "responsibilities_consultation" ("edition_id");
--
-- Add field consultation to consultedduty
--
CREATE TABLE "new__responsibilities_consultedduty" ("id" integer NOT NULL PRIMARY KEY AUTOINCREMENT, "position" integer unsigned NOT NULL CHECK ("position" >= 0), "number" varchar(30) NOT NULL, "content" text NOT NULL, "consultation_id" bigint NOT NULL REFERENCES "responsibilities_consultation" ("id") DEFERRABLE INITIALLY DEFERRED);
INSERT INTO "new__responsibilities_consultedduty" ("id", "position", "number", "content", "consultation_id") SELECT "id", "position", "number", "content", NULL FROM "responsibilities_consultedduty";
DROP TABLE "responsibilities_consultedduty";
ALTER TABLE "new__responsibilities_consultedduty" RENAME TO "responsibilities_consultedduty";
--
-- Add field duty to consultedduty
--
ALTER TABLE "responsibilities_consultedduty" ADD COLUMN "duty_id" bigint NULL REFERENCES "responsibilities_duty" ("id") DEFERRABLE INITIALLY DEFERRED;
--
-- Add field consultation to opinion
--
CREATE TABLE "new__responsibilities_opinion" ("id" integer NOT NULL PRIMARY KEY AUTOINCREMENT, "stance" varchar(10) NOT NULL, "answered_at" datetime NULL, "answered_by" varchar(100) NOT NULL, "consultation_id" bigint NOT NULL REFERENCES "responsibilities_consultation" ("id") DEFERRABLE INITIALLY DEFERRED);
INSERT INTO "new__responsibilities_opinion" ("id", "stance", "answered_at", "answered_by", "consultation_id") SELECT "id", "stance", "answered_at", "answered_by", NULL FROM "responsibilities_opinion";
DROP TABLE "responsibilities_opinion";
ALTER TABLE "new__responsibilities_opinion" RENAME TO "responsibilities_opinion";
CREATE INDEX "responsibilities_consultedduty_duty_id_0a955f43" ON "responsibilities_consultedduty" ("duty_id");
--
-- Add field unit to opinion
--
CREATE TABLE "new__responsibilities_opinion" ("id" integer NOT NULL PRIMARY KEY AUTOINCREMENT, "stance" varchar(10) NOT NULL, "answered_at" datetime NULL, "answered_by" varchar(100) NOT NULL, "consultation_id" bigint NOT NULL REFERENCES "responsibilities_consultation" ("id") DEFERRABLE INITIALLY DEFERRED, "unit_id" bigint NOT NULL REFERENCES "organisation_unit" ("id") DEFERRABLE INITIALLY DEFERRED);
INSERT INTO "new__responsibilities_opinion" ("id", "stance", "answered_at", "answered_by", "consultation_id", "unit_id") SELECT "id", "stance", "answered_at", "answered_by", "consultation_id", NULL FROM "responsibilities_opinion";
DROP TABLE "responsibilities_opinion";
ALTER TABLE "new__responsibilities_opinion" RENAME TO "responsibilities_opinion";
CREATE INDEX "responsibilities_opinion_unit_id_384b1af8" ON "responsibilities_opinion" ("unit_id");
--
-- Add field opinion to comment
--
CREATE TABLE "new__responsibilities_comment" ("id" integer NOT NULL PRIMARY KEY AUTOINCREMENT, "duty_number" varchar(30) NOT NULL, "text" text NOT NULL, "proposed_text" text NOT NULL, "made_at" datetime NOT NULL, "made_by" varchar(100) NOT NULL, "withdrawn_at" datetime NULL, "withdrawn_by" varchar(100) NOT NULL, "outcome" varchar(12) NOT NULL, "answer" text NOT NULL, "answered_at" datetime NULL, "answered_by" varchar(100) NOT NULL, "duty_id" bigint NULL REFERENCES "responsibilities_duty" ("id") DEFERRABLE INITIALLY DEFERRED, "proposed_unit_id" bigint NULL REFERENCES "organisation_unit" ("id") DEFERRABLE INITIALLY DEFERRED, "opinion_id" bigint NOT NULL REFERENCES "responsibilities_opinion" ("id") DEFERRABLE INITIALLY DEFERRED);
INSERT INTO "new__responsibilities_comment" ("id", "duty_number", "text", "proposed_text", "made_at", "made_by", "withdrawn_at", "withdrawn_by", "outcome", "answer", "answered_at", "answered_by", "duty_id", "proposed_unit_id", "opinion_id") SELECT "id", "duty_number", "text", "proposed_text", "made_at", "made_by", "withdrawn_at", "withdrawn_by", "outcome", "answer", "answered_at", "answered_by", "duty_id", "proposed_unit_id", NULL FROM "responsibilities_comment";
DROP TABLE "responsibilities_comment";
ALTER TABLE "new__responsibilities_comment" RENAME TO "responsibilities_comment";
CREATE INDEX "responsibilities_comment_duty_id_076bfe3e" ON "responsibilities_comment" ("duty_id");
CREATE INDEX "responsibilities_comment_proposed_unit_id_07645030" ON "responsibilities_comment" ("proposed_unit_id");
CREATE INDEX "responsibilities_comment_opinion_id_0cbda3ee" ON "responsibilities_comment" ("opinion_id");
--
-- Create constraint responsibilities_consultation_is_numbered_once on model consultation
--
CREATE TABLE "new__responsibilities_consultation" ("id" integer NOT NULL PRIMARY KEY AUTOINCREMENT, "number" integer unsigned NOT NULL CHECK ("number" >= 0), "digest" varchar(64) NOT NULL, "opened_at" datetime NOT NULL, "opened_by" varchar(100) NOT NULL, "closes_on" date NOT NULL, "least_days" integer unsigned NOT NULL CHECK ("least_days" >= 0), "short_reason" text NOT NULL, "closed_at" datetime NULL, "closed_by" varchar(100) NOT NULL, "broken_off_reason" text NOT NULL, "edition_id" bigint NOT NULL REFERENCES "responsibilities_edition" ("id") DEFERRABLE INITIALLY DEFERRED, CONSTRAINT "responsibilities_consultation_is_numbered_once" UNIQUE ("edition_id", "number"));
INSERT INTO "new__responsibilities_consultation" ("id", "number", "digest", "opened_at", "opened_by", "closes_on", "least_days", "short_reason", "closed_at", "closed_by", "broken_off_reason", "edition_id") SELECT "id", "number", "digest", "opened_at", "opened_by", "closes_on", "least_days", "short_reason", "closed_at", "closed_by", "broken_off_reason", "edition_id" FROM "responsibilities_consultation";
DROP TABLE "responsibilities_consultation";
ALTER TABLE "new__responsibilities_consultation" RENAME TO "responsibilities_consultation";
CREATE INDEX "responsibilities_consultation_edition_id_0e28d45b" ON "responsibilities_consultation" ("edition_id");
--
-- Create constraint responsibilities_consultation_is_alone_open on model consultation
--
CREATE UNIQUE INDEX "responsibilities_consultation_is_alone_open" ON "responsibilities_consultation" ("edition_id") WHERE "closed_at" IS NULL;
--
-- Create constraint responsibilities_consultation_closed_by_somebody on model consultation
--
CREATE TABLE "new__responsibilities_consultation" ("id" integer NOT NULL PRIMARY KEY AUTOINCREMENT, "number" integer unsigned NOT NULL CHECK ("number" >= 0), "digest" varchar(64) NOT NULL, "opened_at" datetime NOT NULL, "opened_by" varchar(100) NOT NULL, "closes_on" date NOT NULL, "least_days" integer unsigned NOT NULL CHECK ("least_days" >= 0), "short_reason" text NOT NULL, "closed_at" datetime NULL, "closed_by" varchar(100) NOT NULL, "broken_off_reason" text NOT NULL, "edition_id" bigint NOT NULL REFERENCES "responsibilities_edition" ("id") DEFERRABLE INITIALLY DEFERRED, CONSTRAINT "responsibilities_consultation_is_numbered_once" UNIQUE ("edition_id", "number"), CONSTRAINT "responsibilities_consultation_closed_by_somebody" CHECK ((("broken_off_reason" = '' AND "closed_at" IS NULL AND "closed_by" = '') OR ("closed_at" IS NOT NULL AND NOT ("closed_by" = '')))));
INSERT INTO "new__responsibilities_consultation" ("id", "number", "digest", "opened_at", "opened_by", "closes_on", "least_days", "short_reason", "closed_at", "closed_by", "broken_off_reason", "edition_id") SELECT "id", "number", "digest", "opened_at", "opened_by", "closes_on", "least_days", "short_reason", "closed_at", "closed_by", "broken_off_reason", "edition_id" FROM "responsibilities_consultation";
DROP TABLE "responsibilities_consultation";
ALTER TABLE "new__responsibilities_consultation" RENAME TO "responsibilities_consultation";
CREATE UNIQUE INDEX "responsibilities_consultation_is_alone_open" ON "responsibilities_consultation" ("edition_id") WHERE "closed_at" IS NULL;
CREATE INDEX "responsibilities_consultation_edition_id_0e28d45b" ON "responsibilities_consultation" ("edition_id");
--
-- Create constraint responsibilities_consultedduty_is_numbered_once on model consultedduty
--
CREATE TABLE "new__responsibilities_consultedduty" ("id" integer NOT NULL PRIMARY KEY AUTOINCREMENT, "position" integer unsigned NOT NULL CHECK ("position" >= 0), "number" varchar(30) NOT NULL, "content" text NOT NULL, "consultation_id" bigint NOT NULL REFERENCES "responsibilities_consultation" ("id") DEFERRABLE INITIALLY DEFERRED, "duty_id" bigint NULL REFERENCES "responsibilities_duty" ("id") DEFERRABLE INITIALLY DEFERRED, CONSTRAINT "responsibilities_consultedduty_is_numbered_once" UNIQUE ("consultation_id", "number"));
INSERT INTO "new__responsibilities_consultedduty" ("id", "position", "number", "content", "consultation_id", "duty_id") SELECT "id", "position", "number", "content", "consultation_id", "duty_id" FROM "responsibilities_consultedduty";
DROP TABLE "responsibilities_consultedduty";
ALTER TABLE "new__responsibilities_consultedduty" RENAME TO "responsibilities_consultedduty";
CREATE INDEX "responsibilities_consultedduty_duty_id_0a955f43" ON "responsibilities_consultedduty" ("duty_id");
--
-- Create constraint responsibilities_opinion_is_asked_once on model opinion
--
CREATE TABLE "new__responsibilities_opinion" ("id" integer NOT NULL PRIMARY KEY AUTOINCREMENT, "stance" varchar(10) NOT NULL, "answered_at" datetime NULL, "answered_by" varchar(100) NOT NULL, "consultation_id" bigint NOT NULL REFERENCES "responsibilities_consultation" ("id") DEFERRABLE INITIALLY DEFERRED, "unit_id" bigint NOT NULL REFERENCES "organisation_unit" ("id") DEFERRABLE INITIALLY DEFERRED, CONSTRAINT "responsibilities_opinion_is_asked_once" UNIQUE ("consultation_id", "unit_id"));
INSERT INTO "new__responsibilities_opinion" ("id", "stance", "answered_at", "answered_by", "consultation_id", "unit_id") SELECT "id", "stance", "answered_at", "answered_by", "consultation_id", "unit_id" FROM "responsibilities_opinion";
DROP TABLE "responsibilities_opinion";
ALTER TABLE "new__responsibilities_opinion" RENAME TO "responsibilities_opinion";
CREATE INDEX "responsibilities_opinion_unit_id_384b1af8" ON "responsibilities_opinion" ("unit_id");
--
-- Create constraint responsibilities_opinion_given_by_somebody on model opinion
--
CREATE TABLE "new__responsibilities_opinion" ("id" integer NOT NULL PRIMARY KEY AUTOINCREMENT, "stance" varchar(10) NOT NULL, "answered_at" datetime NULL, "answered_by" varchar(100) NOT NULL, "consultation_id" bigint NOT NULL REFERENCES "responsibilities_consultation" ("id") DEFERRABLE INITIALLY DEFERRED, "unit_id" bigint NOT NULL REFERENCES "organisation_unit" ("id") DEFERRABLE INITIALLY DEFERRED, CONSTRAINT "responsibilities_opinion_is_asked_once" UNIQUE ("consultation_id", "unit_id"), CONSTRAINT "responsibilities_opinion_given_by_somebody" CHECK ((("answered_at" IS NULL AND "answered_by" = '' AND "stance" = 'silent') OR (NOT ("stance" = 'silent') AND "answered_at" IS NOT NULL AND NOT ("answered_by" = '')))));
INSERT INTO "new__responsibilities_opinion" ("id", "stance", "answered_at", "answered_by", "consultation_id", "unit_id") SELECT "id", "stance", "answered_at", "answered_by", "consultation_id", "unit_id" FROM "responsibilities_opinion";
DROP TABLE "responsibilities_opinion";
ALTER TABLE "new__responsibilities_opinion" RENAME TO "responsibilities_opinion";
CREATE INDEX "responsibilities_opinion_unit_id_384b1af8" ON "responsibilities_opinion" ("unit_id");
--
-- Create constraint responsibilities_comment_says_something on model comment
--
CREATE TABLE "new__responsibilities_comment" ("id" integer NOT NULL PRIMARY KEY AUTOINCREMENT, "duty_number" varchar(30) NOT NULL, "text" text NOT NULL, "proposed_text" text NOT NULL, "made_at" datetime NOT NULL, "made_by" varchar(100) NOT NULL, "withdrawn_at" datetime NULL, "withdrawn_by" varchar(100) NOT NULL, "outcome" varchar(12) NOT NULL, "answer" text NOT NULL, "answered_at" datetime NULL, "answered_by" varchar(100) NOT NULL, "duty_id" bigint NULL REFERENCES "responsibilities_duty" ("id") DEFERRABLE INITIALLY DEFERRED, "proposed_unit_id" bigint NULL REFERENCES "organisation_unit" ("id") DEFERRABLE INITIALLY DEFERRED, "opinion_id" bigint NOT NULL REFERENCES "responsibilities_opinion" ("id") DEFERRABLE INITIALLY DEFERRED, CONSTRAINT "responsibilities_comment_says_something" CHECK (NOT ("proposed_text" = '' AND "proposed_unit_id" IS NULL AND "text" = '')));
INSERT INTO "new__responsibilities_comment" ("id", "duty_number", "text", "proposed_text", "made_at", "made_by", "withdrawn_at", "withdrawn_by", "outcome", "answer", "answered_at", "answered_by", "duty_id", "proposed_unit_id", "opinion_id") SELECT "id", "duty_number", "text", "proposed_text", "made_at", "made_by", "withdrawn_at", "withdrawn_by", "outcome", "answer", "answered_at", "answered_by", "duty_id", "proposed_unit_id", "opinion_id" FROM "responsibilities_comment";
DROP TABLE "responsibilities_comment";
ALTER TABLE "new__responsibilities_comment" RENAME TO "responsibilities_comment";
CREATE INDEX "responsibilities_comment_duty_id_076bfe3e" ON "responsibilities_comment" ("duty_id");
CREATE INDEX "responsibilities_comment_proposed_unit_id_07645030" ON "responsibilities_comment" ("proposed_unit_id");
CREATE INDEX "responsibilities_comment_opinion_id_0cbda3ee" ON "responsibilities_comment" ("opinion_id");
--
-- Create constraint responsibilities_comment_withdrawn_by_somebody on model comment
--
CREATE TABLE "new__responsibilities_comment" ("id" integer NOT NULL PRIMARY KEY AUTOINCREMENT, "duty_number" varchar(30) NOT NULL, "text" text NOT NULL, "proposed_text" text NOT NULL, "made_at" datetime NOT NULL, "made_by" varchar(100) NOT NULL, "withdrawn_at" datetime NULL, "withdrawn_by" varchar(100) NOT NULL, "outcome" varchar(12) NOT NULL, "answer" text NOT NULL, "answered_at" datetime NULL, "answered_by" varchar(100) NOT NULL, "duty_id" bigint NULL REFERENCES "responsibilities_duty" ("id") DEFERRABLE INITIALLY DEFERRED, "proposed_unit_id" bigint NULL REFERENCES "organisation_unit" ("id") DEFERRABLE INITIALLY DEFERRED, "opinion_id" bigint NOT NULL REFERENCES "responsibilities_opinion" ("id") DEFERRABLE INITIALLY DEFERRED, CONSTRAINT "responsibilities_comment_says_something" CHECK (NOT ("proposed_text" = '' AND "proposed_unit_id" IS NULL AND "text" = '')), CONSTRAINT "responsibilities_comment_withdrawn_by_somebody" CHECK ((("withdrawn_at" IS NULL AND "withdrawn_by" = '') OR ("withdrawn_at" IS NOT NULL AND NOT ("withdrawn_by" = '')))));
INSERT INTO "new__responsibilities_comment" ("id", "duty_number", "text", "proposed_text", "made_at", "made_by", "withdrawn_at", "withdrawn_by", "outcome", "answer", "answered_at", "answered_by", "duty_id", "proposed_unit_id", "opinion_id") SELECT "id", "duty_number", "text", "proposed_text", "made_at", "made_by", "withdrawn_at", "withdrawn_by", "outcome", "answer", "answered_at", "answered_by", "duty_id", "proposed_unit_id", "opinion_id" FROM "responsibilities_comment";
DROP TABLE "responsibilities_comment";
ALTER TABLE "new__responsibilities_comment" RENAME TO "responsibilities_comment";
CREATE INDEX "responsibilities_comment_duty_id_076bfe3e" ON "responsibilities_comment" ("duty_id");
CREATE INDEX "responsibilities_comment_proposed_unit_id_07645030" ON "responsibilities_comment" ("proposed_unit_id");
CREATE INDEX "responsibilities_comment_opinion_id_0cbda3ee" ON "responsibilities_comment" ("opinion_id");
--
-- Create constraint responsibilities_comment_answered_by_somebody on model comment
--
CREATE TABLE "new__responsibilities_comment" ("id" integer NOT NULL PRIMARY KEY AUTOINCREMENT, "duty_number" varchar(30) NOT NULL, "text" text NOT NULL, "proposed_text" text NOT NULL, "made_at" datetime NOT NULL, "made_by" varchar(100) NOT NULL, "withdrawn_at" datetime NULL, "withdrawn_by" varchar(100) NOT NULL, "outcome" varchar(12) NOT NULL, "answer" text NOT NULL, "answered_at" datetime NULL, "answered_by" varchar(100) NOT NULL, "duty_id" bigint NULL REFERENCES "responsibilities_duty" ("id") DEFERRABLE INITIALLY DEFERRED, "proposed_unit_id" bigint NULL REFERENCES "organisation_unit" ("id") DEFERRABLE INITIALLY DEFERRED, "opinion_id" bigint NOT NULL REFERENCES "responsibilities_opinion" ("id") DEFERRABLE INITIALLY DEFERRED, CONSTRAINT "responsibilities_comment_says_something" CHECK (NOT ("proposed_text" = '' AND "proposed_unit_id" IS NULL AND "text" = '')), CONSTRAINT "responsibilities_comment_withdrawn_by_somebody" CHECK ((("withdrawn_at" IS NULL AND "withdrawn_by" = '') OR ("withdrawn_at" IS NOT NULL AND NOT ("withdrawn_by" = '')))), CONSTRAINT "responsibilities_comment_answered_by_somebody" CHECK ((("answered_at" IS NULL AND "answered_by" = '' AND "outcome" = 'open') OR (NOT ("outcome" = 'open') AND "answered_at" IS NOT NULL AND NOT ("answered_by" = '')))));
INSERT INTO "new__responsibilities_comment" ("id", "duty_number", "text", "proposed_text", "made_at", "made_by", "withdrawn_at", "withdrawn_by", "outcome", "answer", "answered_at", "answered_by", "duty_id", "proposed_unit_id", "opinion_id") SELECT "id", "duty_number", "text", "proposed_text", "made_at", "made_by", "withdrawn_at", "withdrawn_by", "outcome", "answer", "answered_at", "answered_by", "duty_id", "proposed_unit_id", "opinion_id" FROM "responsibilities_comment";
DROP TABLE "responsibilities_comment";
ALTER TABLE "new__responsibilities_comment" RENAME TO "responsibilities_comment";
CREATE INDEX "responsibilities_comment_duty_id_076bfe3e" ON "responsibilities_comment" ("duty_id");
CREATE INDEX "responsibilities_comment_proposed_unit_id_07645030" ON "responsibilities_comment" ("proposed_unit_id");
CREATE INDEX "responsibilities_comment_opinion_id_0cbda3ee" ON "responsibilities_comment" ("opinion_id");
--
-- Create constraint responsibilities_comment_not_taken_up_with_a_reason on model comment
--
CREATE TABLE "new__responsibilities_comment" ("id" integer NOT NULL PRIMARY KEY AUTOINCREMENT, "duty_number" varchar(30) NOT NULL, "text" text NOT NULL, "proposed_text" text NOT NULL, "made_at" datetime NOT NULL, "made_by" varchar(100) NOT NULL, "withdrawn_at" datetime NULL, "withdrawn_by" varchar(100) NOT NULL, "outcome" varchar(12) NOT NULL, "answer" text NOT NULL, "answered_at" datetime NULL, "answered_by" varchar(100) NOT NULL, "duty_id" bigint NULL REFERENCES "responsibilities_duty" ("id") DEFERRABLE INITIALLY DEFERRED, "proposed_unit_id" bigint NULL REFERENCES "organisation_unit" ("id") DEFERRABLE INITIALLY DEFERRED, "opinion_id" bigint NOT NULL REFERENCES "responsibilities_opinion" ("id") DEFERRABLE INITIALLY DEFERRED, CONSTRAINT "responsibilities_comment_says_something" CHECK (NOT ("proposed_text" = '' AND "proposed_unit_id" IS NULL AND "text" = '')), CONSTRAINT "responsibilities_comment_withdrawn_by_somebody" CHECK ((("withdrawn_at" IS NULL AND "withdrawn_by" = '') OR ("withdrawn_at" IS NOT NULL AND NOT ("withdrawn_by" = '')))), CONSTRAINT "responsibilities_comment_answered_by_somebody" CHECK ((("answered_at" IS NULL AND "answered_by" = '' AND "outcome" = 'open') OR (NOT ("outcome" = 'open') AND "answered_at" IS NOT NULL AND NOT ("answered_by" = '')))), CONSTRAINT "responsibilities_comment_not_taken_up_with_a_reason" CHECK (NOT ("answer" = '' AND "outcome" IN ('partly', 'not-adopted'))));
INSERT INTO "new__responsibilities_comment" ("id", "duty_number", "text", "proposed_text", "made_at", "made_by", "withdrawn_at", "withdrawn_by", "outcome", "answer", "answered_at", "answered_by", "duty_id", "proposed_unit_id", "opinion_id") SELECT "id", "duty_number", "text", "proposed_text", "made_at", "made_by", "withdrawn_at", "withdrawn_by", "outcome", "answer", "answered_at", "answered_by", "duty_id", "proposed_unit_id", "opinion_id" FROM "responsibilities_comment";
DROP TABLE "responsibilities_comment";
ALTER TABLE "new__responsibilities_comment" RENAME TO "responsibilities_comment";
CREATE INDEX "responsibilities_comment_duty_id_076bfe3e" ON "responsibilities_comment" ("duty_id");
CREATE INDEX "responsibilities_comment_proposed_unit_id_07645030" ON "responsibilities_comment" ("proposed_unit_id");
CREATE INDEX "responsibilities_comment_opinion_id_0cbda3ee" ON "responsibilities_comment" ("opinion_id");

-- responsibilities 0004_import_importrow_rememberedcolumns_and_more
--
-- Create model Import
--
CREATE TABLE "responsibilities_import" ("id" integer NOT NULL PRIMARY KEY AUTOINCREMENT, "file_name" varchar(255) NOT NULL, "format" varchar(10) NOT NULL, "sha256" varchar(64) NOT NULL, "size" integer unsigned NOT NULL CHECK ("size" >= 0), "content" BLOB NOT NULL, "state" varchar(10) NOT NULL, "begun_at" datetime NOT NULL, "begun_by" varchar(100) NOT NULL, "tables" text NOT NULL CHECK ((JSON_VALID("tables") OR "tables" IS NULL)), "table" integer unsigned NOT NULL CHECK ("table" >= 0), "heads" text NOT NULL CHECK ((JSON_VALID("heads") OR "heads" IS NULL)), "columns" text NOT NULL CHECK ((JSON_VALID("columns") OR "columns" IS NULL)), "missing" varchar(6) NOT NULL, "units" text NOT NULL CHECK ((JSON_VALID("units") OR "units" IS NULL)), "unknown" text NOT NULL CHECK ((JSON_VALID("unknown") OR "unknown" IS NULL)), "counts" text NOT NULL CHECK ((JSON_VALID("counts") OR "counts" IS NULL)), "mended" text NOT NULL CHECK ((JSON_VALID("mended") OR "mended" IS NULL)), "left_out" text NOT NULL CHECK ((JSON_VALID("left_out") OR "left_out" IS NULL)), "compared_with" varchar(100) NOT NULL, "applied_to" varchar(100) NOT NULL, "edition_id" bigint NOT NULL REFERENCES "responsibilities_edition" ("id") DEFERRABLE INITIALLY DEFERRED);
--
-- Create model ImportRow
--
CREATE TABLE "responsibilities_importrow" ("id" integer NOT NULL PRIMARY KEY AUTOINCREMENT, "position" integer unsigned NOT NULL CHECK ("position" >= 0), "line" integer unsigned NULL CHECK ("line" >= 0), "cells" text NOT NULL CHECK ((JSON_VALID("cells") OR "cells" IS NULL)), "group" varchar(100) NOT NULL, "outcome" varchar(10) NOT NULL, "passed_as" varchar(10) NOT NULL, "number" varchar(100) NOT NULL, "duty" bigint NULL, "said" text NOT NULL CHECK ((JSON_VALID("said") OR "said" IS NULL)), "before" text NOT NULL CHECK ((JSON_VALID("before") OR "before" IS NULL)), "faults" text NOT NULL CHECK ((JSON_VALID("faults") OR "faults" IS NULL)), "grave" bool NOT NULL, "file_id" bigint NOT NULL REFERENCES "responsibilities_import" ("id") DEFERRABLE INITIALLY DEFERRED);
--
-- Create model RememberedColumns
--
CREATE TABLE "responsibilities_rememberedcolumns" ("id" integer NOT NULL PRIMARY KEY AUTOINCREMENT, "heads" varchar(64) NOT NULL, "columns" text NOT NULL CHECK ((JSON_VALID("columns") OR "columns" IS NULL)), "unit_id" bigint NOT NULL REFERENCES "organisation_unit" ("id") DEFERRABLE INITIALLY DEFERRED);
--
-- Create index responsibilities_imports on field(s) edition, -begun_at of model import
--
CREATE INDEX "responsibilities_imports" ON "responsibilities_import" ("edition_id", "begun_at" DESC);
--
-- Create index responsibilities_imports_age on field(s) begun_at of model import
--
CREATE INDEX "responsibilities_imports_age" ON "responsibilities_import" ("begun_at");
--
-- Create index responsibilities_import_rows on field(s) file, outcome, position of model importrow
--
CREATE INDEX "responsibilities_import_rows" ON "responsibilities_importrow" ("file_id", "outcome", "position");
--
-- Create index responsibilities_import_grave on field(s) file, grave, position of model importrow
--
CREATE INDEX "responsibilities_import_grave" ON "responsibilities_importrow" ("file_id", "grave", "position");
--
-- Create index responsibilities_import_number on field(s) file, number of model importrow
--
CREATE INDEX "responsibilities_import_number" ON "responsibilities_importrow" ("file_id", "number");
--
-- Create constraint responsibilities_importrow_has_its_place on model importrow
--
CREATE TABLE "new__responsibilities_importrow" ("id" integer NOT NULL PRIMARY KEY AUTOINCREMENT, "position" integer unsigned NOT NULL CHECK ("position" >= 0), "line" integer unsigned NULL CHECK ("line" >= 0), "cells" text NOT NULL CHECK ((JSON_VALID("cells") OR "cells" IS NULL)), "group" varchar(100) NOT NULL, "outcome" varchar(10) NOT NULL, "passed_as" varchar(10) NOT NULL, "number" varchar(100) NOT NULL, "duty" bigint NULL, "said" text NOT NULL CHECK ((JSON_VALID("said") OR "said" IS NULL)), "before" text NOT NULL CHECK ((JSON_VALID("before") OR "before" IS NULL)), "faults" text NOT NULL CHECK ((JSON_VALID("faults") OR "faults" IS NULL)), "grave" bool NOT NULL, "file_id" bigint NOT NULL REFERENCES "responsibilities_import" ("id") DEFERRABLE INITIALLY DEFERRED, CONSTRAINT "responsibilities_importrow_has_its_place" UNIQUE ("file_id", "position"));
INSERT INTO "new__responsibilities_importrow" ("id", "position", "line", "cells", "group", "outcome", "passed_as", "number", "duty", "said", "before", "faults", "grave", "file_id") SELECT "id", "position", "line", "cells", "group", "outcome", "passed_as", "number", "duty", "said", "before", "faults", "grave", "file_id" FROM "responsibilities_importrow";
DROP TABLE "responsibilities_importrow";
ALTER TABLE "new__responsibilities_importrow" RENAME TO "responsibilities_importrow";
CREATE INDEX "responsibilities_import_edition_id_3feaf50e" ON "responsibilities_import" ("edition_id");
CREATE INDEX "responsibilities_rememberedcolumns_unit_id_add0c813" ON "responsibilities_rememberedcolumns" ("unit_id");
CREATE INDEX "responsibilities_import_rows" ON "responsibilities_importrow" ("file_id", "outcome", "position");
CREATE INDEX "responsibilities_import_grave" ON "responsibilities_importrow" ("file_id", "grave", "position");
CREATE INDEX "responsibilities_import_number" ON "responsibilities_importrow" ("file_id", "number");
--
-- Create constraint responsibilities_rememberedcolumns_is_remembered_once on model rememberedcolumns
--
CREATE TABLE "new__responsibilities_rememberedcolumns" ("id" integer NOT NULL PRIMARY KEY AUTOINCREMENT, "heads" varchar(64) NOT NULL, "columns" text NOT NULL CHECK ((JSON_VALID("columns") OR "columns" IS NULL)), "unit_id" bigint NOT NULL REFERENCES "organisation_unit" ("id") DEFERRABLE INITIALLY DEFERRED, CONSTRAINT "responsibilities_rememberedcolumns_is_remembered_once" UNIQUE ("unit_id", "heads"));
INSERT INTO "new__responsibilities_rememberedcolumns" ("id", "heads", "columns", "unit_id") SELECT "id", "heads", "columns", "unit_id" FROM "responsibilities_rememberedcolumns";
DROP TABLE "responsibilities_rememberedcolumns";
ALTER TABLE "new__responsibilities_rememberedcolumns" RENAME TO "responsibilities_rememberedcolumns";
CREATE INDEX "responsibilities_rememberedcolumns_unit_id_add0c813" ON "responsibilities_rememberedcolumns" ("unit_id");

-- responsibilities 0005_saved_views
--
-- Create model SavedView
--
CREATE TABLE "responsibilities_savedview" ("id" integer NOT NULL PRIMARY KEY AUTOINCREMENT, "name" varchar(80) NOT NULL, "query" varchar(2000) NOT NULL, "is_default" bool NOT NULL, "owner_id" bigint NOT NULL REFERENCES "organisation_person" ("id") DEFERRABLE INITIALLY DEFERRED, "register_id" bigint NOT NULL REFERENCES "responsibilities_register" ("id") DEFERRABLE INITIALLY DEFERRED, "unit_id" bigint NULL REFERENCES "organisation_unit" ("id") DEFERRABLE INITIALLY DEFERRED, CONSTRAINT "responsibilities_savedview_is_named_once" UNIQUE ("register_id", "owner_id", "name"));
CREATE UNIQUE INDEX "responsibilities_savedview_is_the_only_default" ON "responsibilities_savedview" ("register_id", "owner_id") WHERE "is_default";
CREATE INDEX "responsibilities_savedview_owner_id_453fa77a" ON "responsibilities_savedview" ("owner_id");
CREATE INDEX "responsibilities_savedview_register_id_62171682" ON "responsibilities_savedview" ("register_id");
CREATE INDEX "responsibilities_savedview_unit_id_b5d24cdd" ON "responsibilities_savedview" ("unit_id");

-- responsibilities 0006_carriedpart
--
-- Create model CarriedPart
--
CREATE TABLE "responsibilities_carriedpart" ("id" integer NOT NULL PRIMARY KEY AUTOINCREMENT, "role" varchar(20) NOT NULL, "joined" bool NOT NULL, "receipt" varchar(10) NOT NULL, "reason" text NOT NULL, "answered_at" datetime NULL, "answered_by" varchar(100) NOT NULL, "effective_on" date NOT NULL, "carried_at" datetime NOT NULL, "duty_id" bigint NOT NULL REFERENCES "responsibilities_duty" ("id") DEFERRABLE INITIALLY DEFERRED, "former_unit_id" bigint NOT NULL REFERENCES "organisation_unit" ("id") DEFERRABLE INITIALLY DEFERRED, "unit_id" bigint NOT NULL REFERENCES "organisation_unit" ("id") DEFERRABLE INITIALLY DEFERRED, CONSTRAINT "responsibilities_carriedpart_goes_to_another" CHECK (NOT ("former_unit_id" = ("unit_id"))), CONSTRAINT "responsibilities_carriedpart_answered_by_somebody" CHECK ((("answered_at" IS NULL AND "answered_by" = '' AND "receipt" = 'awaiting') OR (NOT ("receipt" = 'awaiting') AND "answered_at" IS NOT NULL AND NOT ("answered_by" = '')))));
CREATE INDEX "responsibilities_carried" ON "responsibilities_carriedpart" ("duty_id", "carried_at", "id");

-- responsibilities 0007_likeness
--
-- Create model Likeness
--
CREATE TABLE "responsibilities_likeness" ("id" integer NOT NULL PRIMARY KEY AUTOINCREMENT, "same" bool NOT NULL, "reason" text NOT NULL, "decided_at" datetime NOT NULL, "decided_by" varchar(100) NOT NULL, "duty_id" bigint NOT NULL REFERENCES "responsibilities_duty" ("id") DEFERRABLE INITIALLY DEFERRED, "other_id" bigint NOT NULL REFERENCES "responsibilities_duty" ("id") DEFERRABLE INITIALLY DEFERRED, CONSTRAINT "responsibilities_likeness_is_decided_once" UNIQUE ("duty_id", "other_id"), CONSTRAINT "responsibilities_likeness_differs_for_a_reason" CHECK (("same" OR NOT ("reason" = ''))));
CREATE INDEX "responsibilities_likeness_other_id_86b43aec" ON "responsibilities_likeness" ("other_id");

-- responsibilities 0008_duty_targets
--
-- Add field targets to duty
--
CREATE TABLE "new__responsibilities_duty" ("id" integer NOT NULL PRIMARY KEY AUTOINCREMENT, "targets" text NOT NULL, "number" varchar(30) NOT NULL, "position" integer unsigned NOT NULL CHECK ("position" >= 0), "title" varchar(200) NOT NULL, "text" text NOT NULL, "field" varchar(100) NOT NULL, "basis" text NOT NULL, "target" text NOT NULL, "cycle" varchar(12) NOT NULL, "no_lead_stated" bool NOT NULL, "open_set" bool NOT NULL, "version" integer unsigned NOT NULL CHECK ("version" >= 0), "proposal_id" bigint NULL REFERENCES "sources_proposal" ("id") DEFERRABLE INITIALLY DEFERRED, "edition_id" bigint NOT NULL REFERENCES "responsibilities_edition" ("id") DEFERRABLE INITIALLY DEFERRED, "deadline" varchar(200) NOT NULL, "due_on" date NULL, "evidence" text NOT NULL, "level" varchar(12) NOT NULL, "points" integer unsigned NULL CHECK ("points" >= 0), "scoring_rule" text NOT NULL, "origin_id" bigint NULL REFERENCES "responsibilities_duty" ("id") DEFERRABLE INITIALLY DEFERRED, CONSTRAINT "responsibilities_duty_is_numbered_once" UNIQUE ("edition_id", "number"), CONSTRAINT "responsibilities_duty_is_taken_in_once" UNIQUE ("edition_id", "proposal_id"), CONSTRAINT "responsibilities_duty_says_something" CHECK (NOT ("text" = '')));
INSERT INTO "new__responsibilities_duty" ("id", "number", "position", "title", "text", "field", "basis", "target", "cycle", "no_lead_stated", "open_set", "version", "origin_id", "proposal_id", "edition_id", "deadline", "due_on", "evidence", "level", "points", "scoring_rule", "targets") SELECT "id", "number", "position", "title", "text", "field", "basis", "target", "cycle", "no_lead_stated", "open_set", "version", "origin_id", "proposal_id", "edition_id", "deadline", "due_on", "evidence", "level", "points", "scoring_rule", '' FROM "responsibilities_duty";
DROP TABLE "responsibilities_duty";
ALTER TABLE "new__responsibilities_duty" RENAME TO "responsibilities_duty";
CREATE INDEX "responsibilities_duty_proposal_id_9a9bae12" ON "responsibilities_duty" ("proposal_id");
CREATE INDEX "responsibilities_duty_origin_id_5e5dea56" ON "responsibilities_duty" ("origin_id");
CREATE INDEX "responsibilities_duty_order" ON "responsibilities_duty" ("edition_id", "position", "id");
CREATE INDEX "responsibilities_duty_field" ON "responsibilities_duty" ("edition_id", "field", "position");

-- responsibilities 0009_import_order_and_rank
--
-- Add field moved to import
--
CREATE TABLE "new__responsibilities_import" ("id" integer NOT NULL PRIMARY KEY AUTOINCREMENT, "moved" integer unsigned NOT NULL CHECK ("moved" >= 0), "file_name" varchar(255) NOT NULL, "format" varchar(10) NOT NULL, "sha256" varchar(64) NOT NULL, "size" integer unsigned NOT NULL CHECK ("size" >= 0), "content" BLOB NOT NULL, "state" varchar(10) NOT NULL, "begun_at" datetime NOT NULL, "begun_by" varchar(100) NOT NULL, "tables" text NOT NULL CHECK ((JSON_VALID("tables") OR "tables" IS NULL)), "table" integer unsigned NOT NULL CHECK ("table" >= 0), "heads" text NOT NULL CHECK ((JSON_VALID("heads") OR "heads" IS NULL)), "columns" text NOT NULL CHECK ((JSON_VALID("columns") OR "columns" IS NULL)), "missing" varchar(6) NOT NULL, "units" text NOT NULL CHECK ((JSON_VALID("units") OR "units" IS NULL)), "unknown" text NOT NULL CHECK ((JSON_VALID("unknown") OR "unknown" IS NULL)), "counts" text NOT NULL CHECK ((JSON_VALID("counts") OR "counts" IS NULL)), "mended" text NOT NULL CHECK ((JSON_VALID("mended") OR "mended" IS NULL)), "left_out" text NOT NULL CHECK ((JSON_VALID("left_out") OR "left_out" IS NULL)), "compared_with" varchar(100) NOT NULL, "applied_to" varchar(100) NOT NULL, "edition_id" bigint NOT NULL REFERENCES "responsibilities_edition" ("id") DEFERRABLE INITIALLY DEFERRED);
INSERT INTO "new__responsibilities_import" ("id", "file_name", "format", "sha256", "size", "content", "state", "begun_at", "begun_by", "tables", "table", "heads", "columns", "missing", "units", "unknown", "counts", "mended", "left_out", "compared_with", "applied_to", "edition_id", "moved") SELECT "id", "file_name", "format", "sha256", "size", "content", "state", "begun_at", "begun_by", "tables", "table", "heads", "columns", "missing", "units", "unknown", "counts", "mended", "left_out", "compared_with", "applied_to", "edition_id", 0 FROM "responsibilities_import";
DROP TABLE "responsibilities_import";
ALTER TABLE "new__responsibilities_import" RENAME TO "responsibilities_import";
CREATE INDEX "responsibilities_import_edition_id_3feaf50e" ON "responsibilities_import" ("edition_id");
CREATE INDEX "responsibilities_imports" ON "responsibilities_import" ("edition_id", "begun_at" DESC);
CREATE INDEX "responsibilities_imports_age" ON "responsibilities_import" ("begun_at");
--
-- Add field order to import
--
CREATE TABLE "new__responsibilities_import" ("id" integer NOT NULL PRIMARY KEY AUTOINCREMENT, "file_name" varchar(255) NOT NULL, "format" varchar(10) NOT NULL, "sha256" varchar(64) NOT NULL, "size" integer unsigned NOT NULL CHECK ("size" >= 0), "content" BLOB NOT NULL, "state" varchar(10) NOT NULL, "begun_at" datetime NOT NULL, "begun_by" varchar(100) NOT NULL, "tables" text NOT NULL CHECK ((JSON_VALID("tables") OR "tables" IS NULL)), "table" integer unsigned NOT NULL CHECK ("table" >= 0), "heads" text NOT NULL CHECK ((JSON_VALID("heads") OR "heads" IS NULL)), "columns" text NOT NULL CHECK ((JSON_VALID("columns") OR "columns" IS NULL)), "missing" varchar(6) NOT NULL, "units" text NOT NULL CHECK ((JSON_VALID("units") OR "units" IS NULL)), "unknown" text NOT NULL CHECK ((JSON_VALID("unknown") OR "unknown" IS NULL)), "counts" text NOT NULL CHECK ((JSON_VALID("counts") OR "counts" IS NULL)), "mended" text NOT NULL CHECK ((JSON_VALID("mended") OR "mended" IS NULL)), "left_out" text NOT NULL CHECK ((JSON_VALID("left_out") OR "left_out" IS NULL)), "compared_with" varchar(100) NOT NULL, "applied_to" varchar(100) NOT NULL, "edition_id" bigint NOT NULL REFERENCES "responsibilities_edition" ("id") DEFERRABLE INITIALLY DEFERRED, "moved" integer unsigned NOT NULL CHECK ("moved" >= 0), "order" varchar(5) NOT NULL);
INSERT INTO "new__responsibilities_import" ("id", "file_name", "format", "sha256", "size", "content", "state", "begun_at", "begun_by", "tables", "table", "heads", "columns", "missing", "units", "unknown", "counts", "mended", "left_out", "compared_with", "applied_to", "edition_id", "moved", "order") SELECT "id", "file_name", "format", "sha256", "size", "content", "state", "begun_at", "begun_by", "tables", "table", "heads", "columns", "missing", "units", "unknown", "counts", "mended", "left_out", "compared_with", "applied_to", "edition_id", "moved", 'draft' FROM "responsibilities_import";
DROP TABLE "responsibilities_import";
ALTER TABLE "new__responsibilities_import" RENAME TO "responsibilities_import";
CREATE INDEX "responsibilities_import_edition_id_3feaf50e" ON "responsibilities_import" ("edition_id");
CREATE INDEX "responsibilities_imports" ON "responsibilities_import" ("edition_id", "begun_at" DESC);
CREATE INDEX "responsibilities_imports_age" ON "responsibilities_import" ("begun_at");
--
-- Add field order_before to import
--
CREATE TABLE "new__responsibilities_import" ("id" integer NOT NULL PRIMARY KEY AUTOINCREMENT, "file_name" varchar(255) NOT NULL, "format" varchar(10) NOT NULL, "sha256" varchar(64) NOT NULL, "size" integer unsigned NOT NULL CHECK ("size" >= 0), "content" BLOB NOT NULL, "state" varchar(10) NOT NULL, "begun_at" datetime NOT NULL, "begun_by" varchar(100) NOT NULL, "tables" text NOT NULL CHECK ((JSON_VALID("tables") OR "tables" IS NULL)), "table" integer unsigned NOT NULL CHECK ("table" >= 0), "heads" text NOT NULL CHECK ((JSON_VALID("heads") OR "heads" IS NULL)), "columns" text NOT NULL CHECK ((JSON_VALID("columns") OR "columns" IS NULL)), "missing" varchar(6) NOT NULL, "units" text NOT NULL CHECK ((JSON_VALID("units") OR "units" IS NULL)), "unknown" text NOT NULL CHECK ((JSON_VALID("unknown") OR "unknown" IS NULL)), "counts" text NOT NULL CHECK ((JSON_VALID("counts") OR "counts" IS NULL)), "mended" text NOT NULL CHECK ((JSON_VALID("mended") OR "mended" IS NULL)), "left_out" text NOT NULL CHECK ((JSON_VALID("left_out") OR "left_out" IS NULL)), "compared_with" varchar(100) NOT NULL, "applied_to" varchar(100) NOT NULL, "edition_id" bigint NOT NULL REFERENCES "responsibilities_edition" ("id") DEFERRABLE INITIALLY DEFERRED, "moved" integer unsigned NOT NULL CHECK ("moved" >= 0), "order" varchar(5) NOT NULL, "order_before" text NOT NULL CHECK ((JSON_VALID("order_before") OR "order_before" IS NULL)));
INSERT INTO "new__responsibilities_import" ("id", "file_name", "format", "sha256", "size", "content", "state", "begun_at", "begun_by", "tables", "table", "heads", "columns", "missing", "units", "unknown", "counts", "mended", "left_out", "compared_with", "applied_to", "edition_id", "moved", "order", "order_before") SELECT "id", "file_name", "format", "sha256", "size", "content", "state", "begun_at", "begun_by", "tables", "table", "heads", "columns", "missing", "units", "unknown", "counts", "mended", "left_out", "compared_with", "applied_to", "edition_id", "moved", "order", '[]' FROM "responsibilities_import";
DROP TABLE "responsibilities_import";
ALTER TABLE "new__responsibilities_import" RENAME TO "responsibilities_import";
CREATE INDEX "responsibilities_import_edition_id_3feaf50e" ON "responsibilities_import" ("edition_id");
CREATE INDEX "responsibilities_imports" ON "responsibilities_import" ("edition_id", "begun_at" DESC);
CREATE INDEX "responsibilities_imports_age" ON "responsibilities_import" ("begun_at");
--
-- Add field rank to importrow
--
CREATE TABLE "new__responsibilities_importrow" ("id" integer NOT NULL PRIMARY KEY AUTOINCREMENT, "position" integer unsigned NOT NULL CHECK ("position" >= 0), "line" integer unsigned NULL CHECK ("line" >= 0), "cells" text NOT NULL CHECK ((JSON_VALID("cells") OR "cells" IS NULL)), "group" varchar(100) NOT NULL, "outcome" varchar(10) NOT NULL, "passed_as" varchar(10) NOT NULL, "number" varchar(100) NOT NULL, "duty" bigint NULL, "said" text NOT NULL CHECK ((JSON_VALID("said") OR "said" IS NULL)), "before" text NOT NULL CHECK ((JSON_VALID("before") OR "before" IS NULL)), "faults" text NOT NULL CHECK ((JSON_VALID("faults") OR "faults" IS NULL)), "grave" bool NOT NULL, "file_id" bigint NOT NULL REFERENCES "responsibilities_import" ("id") DEFERRABLE INITIALLY DEFERRED, "rank" smallint unsigned NOT NULL CHECK ("rank" >= 0), CONSTRAINT "responsibilities_importrow_has_its_place" UNIQUE ("file_id", "position"));
INSERT INTO "new__responsibilities_importrow" ("id", "position", "line", "cells", "group", "outcome", "passed_as", "number", "duty", "said", "before", "faults", "grave", "file_id", "rank") SELECT "id", "position", "line", "cells", "group", "outcome", "passed_as", "number", "duty", "said", "before", "faults", "grave", "file_id", 2 FROM "responsibilities_importrow";
DROP TABLE "responsibilities_importrow";
ALTER TABLE "new__responsibilities_importrow" RENAME TO "responsibilities_importrow";
CREATE INDEX "responsibilities_import_rows" ON "responsibilities_importrow" ("file_id", "outcome", "position");
CREATE INDEX "responsibilities_import_grave" ON "responsibilities_importrow" ("file_id", "grave", "position");
CREATE INDEX "responsibilities_import_number" ON "responsibilities_importrow" ("file_id", "number");
--
-- Create index responsibilities_import_ranks on field(s) file, rank, position of model importrow
--
CREATE INDEX "responsibilities_import_ranks" ON "responsibilities_importrow" ("file_id", "rank", "position");

-- responsibilities 0010_import_in_the_background
--
-- Add field failure to import
--
CREATE TABLE "new__responsibilities_import" ("id" integer NOT NULL PRIMARY KEY AUTOINCREMENT, "failure" text NOT NULL, "file_name" varchar(255) NOT NULL, "format" varchar(10) NOT NULL, "sha256" varchar(64) NOT NULL, "size" integer unsigned NOT NULL CHECK ("size" >= 0), "content" BLOB NOT NULL, "state" varchar(10) NOT NULL, "begun_at" datetime NOT NULL, "begun_by" varchar(100) NOT NULL, "tables" text NOT NULL CHECK ((JSON_VALID("tables") OR "tables" IS NULL)), "table" integer unsigned NOT NULL CHECK ("table" >= 0), "heads" text NOT NULL CHECK ((JSON_VALID("heads") OR "heads" IS NULL)), "columns" text NOT NULL CHECK ((JSON_VALID("columns") OR "columns" IS NULL)), "missing" varchar(6) NOT NULL, "units" text NOT NULL CHECK ((JSON_VALID("units") OR "units" IS NULL)), "unknown" text NOT NULL CHECK ((JSON_VALID("unknown") OR "unknown" IS NULL)), "counts" text NOT NULL CHECK ((JSON_VALID("counts") OR "counts" IS NULL)), "mended" text NOT NULL CHECK ((JSON_VALID("mended") OR "mended" IS NULL)), "left_out" text NOT NULL CHECK ((JSON_VALID("left_out") OR "left_out" IS NULL)), "compared_with" varchar(100) NOT NULL, "applied_to" varchar(100) NOT NULL, "edition_id" bigint NOT NULL REFERENCES "responsibilities_edition" ("id") DEFERRABLE INITIALLY DEFERRED, "moved" integer unsigned NOT NULL CHECK ("moved" >= 0), "order" varchar(5) NOT NULL, "order_before" text NOT NULL CHECK ((JSON_VALID("order_before") OR "order_before" IS NULL)));
INSERT INTO "new__responsibilities_import" ("id", "file_name", "format", "sha256", "size", "content", "state", "begun_at", "begun_by", "tables", "table", "heads", "columns", "missing", "units", "unknown", "counts", "mended", "left_out", "compared_with", "applied_to", "edition_id", "moved", "order", "order_before", "failure") SELECT "id", "file_name", "format", "sha256", "size", "content", "state", "begun_at", "begun_by", "tables", "table", "heads", "columns", "missing", "units", "unknown", "counts", "mended", "left_out", "compared_with", "applied_to", "edition_id", "moved", "order", "order_before", '' FROM "responsibilities_import";
DROP TABLE "responsibilities_import";
ALTER TABLE "new__responsibilities_import" RENAME TO "responsibilities_import";
CREATE INDEX "responsibilities_import_edition_id_3feaf50e" ON "responsibilities_import" ("edition_id");
CREATE INDEX "responsibilities_imports" ON "responsibilities_import" ("edition_id", "begun_at" DESC);
CREATE INDEX "responsibilities_imports_age" ON "responsibilities_import" ("begun_at");
--
-- Add field progress to import
--
CREATE TABLE "new__responsibilities_import" ("id" integer NOT NULL PRIMARY KEY AUTOINCREMENT, "file_name" varchar(255) NOT NULL, "format" varchar(10) NOT NULL, "sha256" varchar(64) NOT NULL, "size" integer unsigned NOT NULL CHECK ("size" >= 0), "content" BLOB NOT NULL, "state" varchar(10) NOT NULL, "begun_at" datetime NOT NULL, "begun_by" varchar(100) NOT NULL, "tables" text NOT NULL CHECK ((JSON_VALID("tables") OR "tables" IS NULL)), "table" integer unsigned NOT NULL CHECK ("table" >= 0), "heads" text NOT NULL CHECK ((JSON_VALID("heads") OR "heads" IS NULL)), "columns" text NOT NULL CHECK ((JSON_VALID("columns") OR "columns" IS NULL)), "missing" varchar(6) NOT NULL, "units" text NOT NULL CHECK ((JSON_VALID("units") OR "units" IS NULL)), "unknown" text NOT NULL CHECK ((JSON_VALID("unknown") OR "unknown" IS NULL)), "counts" text NOT NULL CHECK ((JSON_VALID("counts") OR "counts" IS NULL)), "mended" text NOT NULL CHECK ((JSON_VALID("mended") OR "mended" IS NULL)), "left_out" text NOT NULL CHECK ((JSON_VALID("left_out") OR "left_out" IS NULL)), "compared_with" varchar(100) NOT NULL, "applied_to" varchar(100) NOT NULL, "edition_id" bigint NOT NULL REFERENCES "responsibilities_edition" ("id") DEFERRABLE INITIALLY DEFERRED, "moved" integer unsigned NOT NULL CHECK ("moved" >= 0), "order" varchar(5) NOT NULL, "order_before" text NOT NULL CHECK ((JSON_VALID("order_before") OR "order_before" IS NULL)), "failure" text NOT NULL, "progress" integer unsigned NOT NULL CHECK ("progress" >= 0));
INSERT INTO "new__responsibilities_import" ("id", "file_name", "format", "sha256", "size", "content", "state", "begun_at", "begun_by", "tables", "table", "heads", "columns", "missing", "units", "unknown", "counts", "mended", "left_out", "compared_with", "applied_to", "edition_id", "moved", "order", "order_before", "failure", "progress") SELECT "id", "file_name", "format", "sha256", "size", "content", "state", "begun_at", "begun_by", "tables", "table", "heads", "columns", "missing", "units", "unknown", "counts", "mended", "left_out", "compared_with", "applied_to", "edition_id", "moved", "order", "order_before", "failure", 0 FROM "responsibilities_import";
DROP TABLE "responsibilities_import";
ALTER TABLE "new__responsibilities_import" RENAME TO "responsibilities_import";
CREATE INDEX "responsibilities_import_edition_id_3feaf50e" ON "responsibilities_import" ("edition_id");
CREATE INDEX "responsibilities_imports" ON "responsibilities_import" ("edition_id", "begun_at" DESC);
CREATE INDEX "responsibilities_imports_age" ON "responsibilities_import" ("begun_at");
--
-- Add field starts to import
--
CREATE TABLE "new__responsibilities_import" ("id" integer NOT NULL PRIMARY KEY AUTOINCREMENT, "file_name" varchar(255) NOT NULL, "format" varchar(10) NOT NULL, "sha256" varchar(64) NOT NULL, "size" integer unsigned NOT NULL CHECK ("size" >= 0), "content" BLOB NOT NULL, "state" varchar(10) NOT NULL, "begun_at" datetime NOT NULL, "begun_by" varchar(100) NOT NULL, "tables" text NOT NULL CHECK ((JSON_VALID("tables") OR "tables" IS NULL)), "table" integer unsigned NOT NULL CHECK ("table" >= 0), "heads" text NOT NULL CHECK ((JSON_VALID("heads") OR "heads" IS NULL)), "columns" text NOT NULL CHECK ((JSON_VALID("columns") OR "columns" IS NULL)), "missing" varchar(6) NOT NULL, "units" text NOT NULL CHECK ((JSON_VALID("units") OR "units" IS NULL)), "unknown" text NOT NULL CHECK ((JSON_VALID("unknown") OR "unknown" IS NULL)), "counts" text NOT NULL CHECK ((JSON_VALID("counts") OR "counts" IS NULL)), "mended" text NOT NULL CHECK ((JSON_VALID("mended") OR "mended" IS NULL)), "left_out" text NOT NULL CHECK ((JSON_VALID("left_out") OR "left_out" IS NULL)), "compared_with" varchar(100) NOT NULL, "applied_to" varchar(100) NOT NULL, "edition_id" bigint NOT NULL REFERENCES "responsibilities_edition" ("id") DEFERRABLE INITIALLY DEFERRED, "moved" integer unsigned NOT NULL CHECK ("moved" >= 0), "order" varchar(5) NOT NULL, "order_before" text NOT NULL CHECK ((JSON_VALID("order_before") OR "order_before" IS NULL)), "failure" text NOT NULL, "progress" integer unsigned NOT NULL CHECK ("progress" >= 0), "starts" smallint unsigned NOT NULL CHECK ("starts" >= 0));
INSERT INTO "new__responsibilities_import" ("id", "file_name", "format", "sha256", "size", "content", "state", "begun_at", "begun_by", "tables", "table", "heads", "columns", "missing", "units", "unknown", "counts", "mended", "left_out", "compared_with", "applied_to", "edition_id", "moved", "order", "order_before", "failure", "progress", "starts") SELECT "id", "file_name", "format", "sha256", "size", "content", "state", "begun_at", "begun_by", "tables", "table", "heads", "columns", "missing", "units", "unknown", "counts", "mended", "left_out", "compared_with", "applied_to", "edition_id", "moved", "order", "order_before", "failure", "progress", 0 FROM "responsibilities_import";
DROP TABLE "responsibilities_import";
ALTER TABLE "new__responsibilities_import" RENAME TO "responsibilities_import";
CREATE INDEX "responsibilities_import_edition_id_3feaf50e" ON "responsibilities_import" ("edition_id");
CREATE INDEX "responsibilities_imports" ON "responsibilities_import" ("edition_id", "begun_at" DESC);
CREATE INDEX "responsibilities_imports_age" ON "responsibilities_import" ("begun_at");
--
-- Add field stirred_at to import
--
ALTER TABLE "responsibilities_import" ADD COLUMN "stirred_at" datetime NULL;
--
-- Alter field state on import
--
-- (no-op)

-- responsibilities 0011_pairs
--
-- Index the words of duties by their pairs
--
-- (no-op)

-- responsibilities 0012_parts_moved
--
-- Remove index responsibilities_of_a_unit from assignment
--
DROP INDEX "responsibilities_of_a_unit";
--
-- Remove index responsibilities_receipts from assignment
--
DROP INDEX "responsibilities_receipts";
--
-- Add field parts_moved to edition
--
CREATE TABLE "new__responsibilities_edition" ("id" integer NOT NULL PRIMARY KEY AUTOINCREMENT, "parts_moved" integer unsigned NOT NULL CHECK ("parts_moved" >= 0), "number" integer unsigned NOT NULL CHECK ("number" >= 0), "state" varchar(12) NOT NULL, "adopted_by" varchar(300) NOT NULL, "adopted_at" datetime NULL, "effective_from" date NULL, "effective_until" date NULL, "register_id" bigint NOT NULL REFERENCES "responsibilities_register" ("id") DEFERRABLE INITIALLY DEFERRED, "despite_reason" text NOT NULL, "digest" varchar(64) NOT NULL, "end_reason" text NOT NULL, "faults_left" integer unsigned NOT NULL CHECK ("faults_left" >= 0), "receipt_due_on" date NULL, "unanswered_left" integer unsigned NOT NULL CHECK ("unanswered_left" >= 0), "unasked_left" integer unsigned NOT NULL CHECK ("unasked_left" >= 0), CONSTRAINT "responsibilities_edition_is_numbered_once" UNIQUE ("register_id", "number"), CONSTRAINT "responsibilities_edition_ends_after_it_begins" CHECK (("effective_until" IS NULL OR "effective_until" >= ("effective_from"))), CONSTRAINT "responsibilities_edition_adopted_by_somebody" CHECK ((("adopted_at" IS NULL AND "adopted_by" = '' AND "effective_from" IS NULL AND "state" IN ('draft', 'consultation', 'withdrawn')) OR (NOT ("state" IN ('draft', 'consultation', 'withdrawn')) AND "adopted_at" IS NOT NULL AND "effective_from" IS NOT NULL AND NOT ("adopted_by" = '')))), CONSTRAINT "responsibilities_edition_adopted_despite_with_a_reason" CHECK ((NOT ("despite_reason" = '') OR ("faults_left" = 0 AND "unanswered_left" = 0 AND "unasked_left" = 0))), CONSTRAINT "responsibilities_edition_ended_with_a_reason" CHECK ((NOT ("end_reason" = '') OR NOT ("state" IN ('withdrawn', 'repealed')))));
INSERT INTO "new__responsibilities_edition" ("id", "number", "state", "adopted_by", "adopted_at", "effective_from", "effective_until", "register_id", "despite_reason", "digest", "end_reason", "faults_left", "receipt_due_on", "unanswered_left", "unasked_left", "parts_moved") SELECT "id", "number", "state", "adopted_by", "adopted_at", "effective_from", "effective_until", "register_id", "despite_reason", "digest", "end_reason", "faults_left", "receipt_due_on", "unanswered_left", "unasked_left", 0 FROM "responsibilities_edition";
DROP TABLE "responsibilities_edition";
ALTER TABLE "new__responsibilities_edition" RENAME TO "responsibilities_edition";
CREATE UNIQUE INDEX "responsibilities_edition_is_alone_in_force" ON "responsibilities_edition" ("register_id") WHERE "state" = 'in-force';
CREATE UNIQUE INDEX "responsibilities_edition_is_the_only_draft" ON "responsibilities_edition" ("register_id") WHERE "state" IN ('draft', 'consultation');
CREATE INDEX "responsibilities_edition_register_id_0b819ee8" ON "responsibilities_edition" ("register_id");
--
-- Create index responsibilities_held on field(s) unit, edition, receipt, role, duty of model assignment
--
CREATE INDEX "responsibilities_held" ON "responsibilities_assignment" ("unit_id", "edition_id", "receipt", "role", "duty_id");
--
-- Create index responsibilities_signed on field(s) edition, receipt, unit of model assignment
--
CREATE INDEX "responsibilities_signed" ON "responsibilities_assignment" ("edition_id", "receipt", "unit_id");

-- responsibilities 0013_long_work
--
-- Remove index responsibilities_import_grave from importrow
--
DROP INDEX "responsibilities_import_grave";
--
-- Remove field failure from import
--
ALTER TABLE "responsibilities_import" DROP COLUMN "failure";
--
-- Remove field grave from importrow
--
ALTER TABLE "responsibilities_importrow" DROP COLUMN "grave";
--
-- Add field asked_by to import
--
ALTER TABLE "responsibilities_import" ADD COLUMN "asked_by" bigint NULL;
--
-- Add field displaced to import
--
CREATE TABLE "new__responsibilities_import" ("id" integer NOT NULL PRIMARY KEY AUTOINCREMENT, "file_name" varchar(255) NOT NULL, "format" varchar(10) NOT NULL, "sha256" varchar(64) NOT NULL, "size" integer unsigned NOT NULL CHECK ("size" >= 0), "content" BLOB NOT NULL, "state" varchar(10) NOT NULL, "begun_at" datetime NOT NULL, "begun_by" varchar(100) NOT NULL, "tables" text NOT NULL CHECK ((JSON_VALID("tables") OR "tables" IS NULL)), "table" integer unsigned NOT NULL CHECK ("table" >= 0), "heads" text NOT NULL CHECK ((JSON_VALID("heads") OR "heads" IS NULL)), "columns" text NOT NULL CHECK ((JSON_VALID("columns") OR "columns" IS NULL)), "missing" varchar(6) NOT NULL, "units" text NOT NULL CHECK ((JSON_VALID("units") OR "units" IS NULL)), "unknown" text NOT NULL CHECK ((JSON_VALID("unknown") OR "unknown" IS NULL)), "counts" text NOT NULL CHECK ((JSON_VALID("counts") OR "counts" IS NULL)), "mended" text NOT NULL CHECK ((JSON_VALID("mended") OR "mended" IS NULL)), "left_out" text NOT NULL CHECK ((JSON_VALID("left_out") OR "left_out" IS NULL)), "compared_with" varchar(100) NOT NULL, "applied_to" varchar(100) NOT NULL, "edition_id" bigint NOT NULL REFERENCES "responsibilities_edition" ("id") DEFERRABLE INITIALLY DEFERRED, "moved" integer unsigned NOT NULL CHECK ("moved" >= 0), "order" varchar(5) NOT NULL, "order_before" text NOT NULL CHECK ((JSON_VALID("order_before") OR "order_before" IS NULL)), "progress" integer unsigned NOT NULL CHECK ("progress" >= 0), "starts" smallint unsigned NOT NULL CHECK ("starts" >= 0), "stirred_at" datetime NULL, "asked_by" bigint NULL, "displaced" integer unsigned NOT NULL CHECK ("displaced" >= 0));
INSERT INTO "new__responsibilities_import" ("id", "file_name", "format", "sha256", "size", "content", "state", "begun_at", "begun_by", "tables", "table", "heads", "columns", "missing", "units", "unknown", "counts", "mended", "left_out", "compared_with", "applied_to", "edition_id", "moved", "order", "order_before", "progress", "starts", "stirred_at", "asked_by", "displaced") SELECT "id", "file_name", "format", "sha256", "size", "content", "state", "begun_at", "begun_by", "tables", "table", "heads", "columns", "missing", "units", "unknown", "counts", "mended", "left_out", "compared_with", "applied_to", "edition_id", "moved", "order", "order_before", "progress", "starts", "stirred_at", "asked_by", 0 FROM "responsibilities_import";
DROP TABLE "responsibilities_import";
ALTER TABLE "new__responsibilities_import" RENAME TO "responsibilities_import";
CREATE INDEX "responsibilities_import_edition_id_3feaf50e" ON "responsibilities_import" ("edition_id");
CREATE INDEX "responsibilities_imports" ON "responsibilities_import" ("edition_id", "begun_at" DESC);
CREATE INDEX "responsibilities_imports_age" ON "responsibilities_import" ("begun_at");
--
-- Add field fault to import
--
CREATE TABLE "new__responsibilities_import" ("id" integer NOT NULL PRIMARY KEY AUTOINCREMENT, "file_name" varchar(255) NOT NULL, "format" varchar(10) NOT NULL, "sha256" varchar(64) NOT NULL, "size" integer unsigned NOT NULL CHECK ("size" >= 0), "content" BLOB NOT NULL, "state" varchar(10) NOT NULL, "begun_at" datetime NOT NULL, "begun_by" varchar(100) NOT NULL, "tables" text NOT NULL CHECK ((JSON_VALID("tables") OR "tables" IS NULL)), "table" integer unsigned NOT NULL CHECK ("table" >= 0), "heads" text NOT NULL CHECK ((JSON_VALID("heads") OR "heads" IS NULL)), "columns" text NOT NULL CHECK ((JSON_VALID("columns") OR "columns" IS NULL)), "missing" varchar(6) NOT NULL, "units" text NOT NULL CHECK ((JSON_VALID("units") OR "units" IS NULL)), "unknown" text NOT NULL CHECK ((JSON_VALID("unknown") OR "unknown" IS NULL)), "counts" text NOT NULL CHECK ((JSON_VALID("counts") OR "counts" IS NULL)), "mended" text NOT NULL CHECK ((JSON_VALID("mended") OR "mended" IS NULL)), "left_out" text NOT NULL CHECK ((JSON_VALID("left_out") OR "left_out" IS NULL)), "compared_with" varchar(100) NOT NULL, "applied_to" varchar(100) NOT NULL, "edition_id" bigint NOT NULL REFERENCES "responsibilities_edition" ("id") DEFERRABLE INITIALLY DEFERRED, "moved" integer unsigned NOT NULL CHECK ("moved" >= 0), "order" varchar(5) NOT NULL, "order_before" text NOT NULL CHECK ((JSON_VALID("order_before") OR "order_before" IS NULL)), "progress" integer unsigned NOT NULL CHECK ("progress" >= 0), "starts" smallint unsigned NOT NULL CHECK ("starts" >= 0), "stirred_at" datetime NULL, "asked_by" bigint NULL, "displaced" integer unsigned NOT NULL CHECK ("displaced" >= 0), "fault" text NOT NULL CHECK ((JSON_VALID("fault") OR "fault" IS NULL)));
INSERT INTO "new__responsibilities_import" ("id", "file_name", "format", "sha256", "size", "content", "state", "begun_at", "begun_by", "tables", "table", "heads", "columns", "missing", "units", "unknown", "counts", "mended", "left_out", "compared_with", "applied_to", "edition_id", "moved", "order", "order_before", "progress", "starts", "stirred_at", "asked_by", "displaced", "fault") SELECT "id", "file_name", "format", "sha256", "size", "content", "state", "begun_at", "begun_by", "tables", "table", "heads", "columns", "missing", "units", "unknown", "counts", "mended", "left_out", "compared_with", "applied_to", "edition_id", "moved", "order", "order_before", "progress", "starts", "stirred_at", "asked_by", "displaced", '{}' FROM "responsibilities_import";
DROP TABLE "responsibilities_import";
ALTER TABLE "new__responsibilities_import" RENAME TO "responsibilities_import";
CREATE INDEX "responsibilities_import_edition_id_3feaf50e" ON "responsibilities_import" ("edition_id");
CREATE INDEX "responsibilities_imports" ON "responsibilities_import" ("edition_id", "begun_at" DESC);
CREATE INDEX "responsibilities_imports_age" ON "responsibilities_import" ("begun_at");
--
-- Alter field state on import
--
-- (no-op)

-- search 0001_initial
--
-- Create model SearchState
--
CREATE TABLE "search_searchstate" ("id" integer NOT NULL PRIMARY KEY AUTOINCREMENT, "record" bigint NOT NULL);
--
-- Create model IndexedEdition
--
CREATE TABLE "search_indexededition" ("id" integer NOT NULL PRIMARY KEY AUTOINCREMENT, "edition" bigint NOT NULL UNIQUE, "register" bigint NOT NULL, "standing" smallint unsigned NOT NULL CHECK ("standing" >= 0), "after" bigint NULL);
--
-- Create model SearchEntry
--
CREATE TABLE "search_searchentry" ("id" integer NOT NULL PRIMARY KEY AUTOINCREMENT, "kind" varchar(10) NOT NULL, "key" varchar(80) NOT NULL, "row" bigint NULL, "title" varchar(500) NOT NULL, "text" text NOT NULL, "where" varchar(500) NOT NULL, "number" varchar(120) NOT NULL, "standing" smallint unsigned NOT NULL CHECK ("standing" >= 0), "is_open" bool NOT NULL, "edition" bigint NULL, "document" bigint NULL, "path" varchar(500) NOT NULL, "grams" text NOT NULL, CONSTRAINT "search_searchentry_stands_once" UNIQUE ("kind", "key"));
CREATE INDEX "search_indexededition_register_0c9f7a72" ON "search_indexededition" ("register");
CREATE INDEX "search_indexededition_waits" ON "search_indexededition" ("after") WHERE "after" IS NOT NULL;
CREATE INDEX "search_searchentry_number" ON "search_searchentry" ("number", "standing", "id");
CREATE INDEX "search_searchentry_edition" ON "search_searchentry" ("edition", "row");
CREATE INDEX "search_searchentry_document" ON "search_searchentry" ("document");

-- search 0002_tokens
--
-- Index the tokens of what can be found
--
CREATE VIRTUAL TABLE search_searchentry_words USING fts5(grams, content='search_searchentry', content_rowid='id', tokenize="unicode61 remove_diacritics 0 tokenchars '=<@#'");
CREATE TRIGGER search_searchentry_words_insert AFTER INSERT ON search_searchentry BEGIN INSERT INTO search_searchentry_words(rowid, grams) VALUES (new.id, new.grams); END;
CREATE TRIGGER search_searchentry_words_delete AFTER DELETE ON search_searchentry BEGIN INSERT INTO search_searchentry_words(search_searchentry_words, rowid, grams) VALUES ('delete', old.id, old.grams); END;
CREATE TRIGGER search_searchentry_words_update AFTER UPDATE OF grams ON search_searchentry BEGIN INSERT INTO search_searchentry_words(search_searchentry_words, rowid, grams) VALUES ('delete', old.id, old.grams); INSERT INTO search_searchentry_words(rowid, grams) VALUES (new.id, new.grams); END;

-- sources 0002_proposal_limits_and_points
--
-- Add field deadline to proposal
--
CREATE TABLE "new__sources_proposal" ("id" integer NOT NULL PRIMARY KEY AUTOINCREMENT, "deadline" varchar(200) NOT NULL, "position" integer unsigned NOT NULL CHECK ("position" >= 0), "start" integer unsigned NOT NULL CHECK ("start" >= 0), "end" integer unsigned NOT NULL CHECK ("end" >= 0), "title" varchar(200) NOT NULL, "text" text NOT NULL, "actor_text" varchar(300) NOT NULL, "field" varchar(100) NOT NULL, "basis" text NOT NULL, "target" text NOT NULL, "cycle" varchar(12) NOT NULL, "open_set" bool NOT NULL, "no_lead_stated" bool NOT NULL, "rule" varchar(100) NOT NULL, "state" varchar(10) NOT NULL, "reason" text NOT NULL, "decided_at" datetime NULL, "decided_by" varchar(100) NOT NULL, "version" integer unsigned NOT NULL CHECK ("version" >= 0), "changed_by" varchar(100) NOT NULL, "taken_in_at" datetime NULL, "clause_id" bigint NULL REFERENCES "sources_clause" ("id") DEFERRABLE INITIALLY DEFERRED, "document_id" bigint NOT NULL REFERENCES "sources_document" ("id") DEFERRABLE INITIALLY DEFERRED, CONSTRAINT "sources_proposal_has_one_place" UNIQUE ("document_id", "position"), CONSTRAINT "sources_proposal_quotes_something" CHECK ("end" > ("start")), CONSTRAINT "sources_proposal_decided_by_somebody" CHECK ((("decided_at" IS NULL AND "decided_by" = '' AND "state" = 'open') OR (NOT ("state" = 'open') AND "decided_at" IS NOT NULL AND NOT ("decided_by" = '')))), CONSTRAINT "sources_proposal_rejected_with_a_reason" CHECK (NOT ("reason" = '' AND "state" = 'rejected')), CONSTRAINT "sources_proposal_taken_in_once_accepted" CHECK (("taken_in_at" IS NULL OR "state" = 'accepted')));
INSERT INTO "new__sources_proposal" ("id", "position", "start", "end", "title", "text", "actor_text", "field", "basis", "target", "cycle", "open_set", "no_lead_stated", "rule", "state", "reason", "decided_at", "decided_by", "version", "changed_by", "taken_in_at", "clause_id", "document_id", "deadline") SELECT "id", "position", "start", "end", "title", "text", "actor_text", "field", "basis", "target", "cycle", "open_set", "no_lead_stated", "rule", "state", "reason", "decided_at", "decided_by", "version", "changed_by", "taken_in_at", "clause_id", "document_id", '' FROM "sources_proposal";
DROP TABLE "sources_proposal";
ALTER TABLE "new__sources_proposal" RENAME TO "sources_proposal";
CREATE INDEX "sources_proposal_clause_id_a8886695" ON "sources_proposal" ("clause_id");
CREATE INDEX "sources_proposal_document_id_25d4c04f" ON "sources_proposal" ("document_id");
--
-- Add field due_on to proposal
--
ALTER TABLE "sources_proposal" ADD COLUMN "due_on" date NULL;
--
-- Add field evidence to proposal
--
CREATE TABLE "new__sources_proposal" ("id" integer NOT NULL PRIMARY KEY AUTOINCREMENT, "position" integer unsigned NOT NULL CHECK ("position" >= 0), "start" integer unsigned NOT NULL CHECK ("start" >= 0), "end" integer unsigned NOT NULL CHECK ("end" >= 0), "title" varchar(200) NOT NULL, "text" text NOT NULL, "actor_text" varchar(300) NOT NULL, "field" varchar(100) NOT NULL, "basis" text NOT NULL, "target" text NOT NULL, "cycle" varchar(12) NOT NULL, "open_set" bool NOT NULL, "no_lead_stated" bool NOT NULL, "rule" varchar(100) NOT NULL, "state" varchar(10) NOT NULL, "reason" text NOT NULL, "decided_at" datetime NULL, "decided_by" varchar(100) NOT NULL, "version" integer unsigned NOT NULL CHECK ("version" >= 0), "changed_by" varchar(100) NOT NULL, "taken_in_at" datetime NULL, "clause_id" bigint NULL REFERENCES "sources_clause" ("id") DEFERRABLE INITIALLY DEFERRED, "document_id" bigint NOT NULL REFERENCES "sources_document" ("id") DEFERRABLE INITIALLY DEFERRED, "deadline" varchar(200) NOT NULL, "due_on" date NULL, "evidence" text NOT NULL, CONSTRAINT "sources_proposal_has_one_place" UNIQUE ("document_id", "position"), CONSTRAINT "sources_proposal_quotes_something" CHECK ("end" > ("start")), CONSTRAINT "sources_proposal_decided_by_somebody" CHECK ((("decided_at" IS NULL AND "decided_by" = '' AND "state" = 'open') OR (NOT ("state" = 'open') AND "decided_at" IS NOT NULL AND NOT ("decided_by" = '')))), CONSTRAINT "sources_proposal_rejected_with_a_reason" CHECK (NOT ("reason" = '' AND "state" = 'rejected')), CONSTRAINT "sources_proposal_taken_in_once_accepted" CHECK (("taken_in_at" IS NULL OR "state" = 'accepted')));
INSERT INTO "new__sources_proposal" ("id", "position", "start", "end", "title", "text", "actor_text", "field", "basis", "target", "cycle", "open_set", "no_lead_stated", "rule", "state", "reason", "decided_at", "decided_by", "version", "changed_by", "taken_in_at", "clause_id", "document_id", "deadline", "due_on", "evidence") SELECT "id", "position", "start", "end", "title", "text", "actor_text", "field", "basis", "target", "cycle", "open_set", "no_lead_stated", "rule", "state", "reason", "decided_at", "decided_by", "version", "changed_by", "taken_in_at", "clause_id", "document_id", "deadline", "due_on", '' FROM "sources_proposal";
DROP TABLE "sources_proposal";
ALTER TABLE "new__sources_proposal" RENAME TO "sources_proposal";
CREATE INDEX "sources_proposal_clause_id_a8886695" ON "sources_proposal" ("clause_id");
CREATE INDEX "sources_proposal_document_id_25d4c04f" ON "sources_proposal" ("document_id");
--
-- Add field points to proposal
--
ALTER TABLE "sources_proposal" ADD COLUMN "points" integer unsigned NULL CHECK ("points" >= 0);
--
-- Add field scoring_rule to proposal
--
CREATE TABLE "new__sources_proposal" ("id" integer NOT NULL PRIMARY KEY AUTOINCREMENT, "position" integer unsigned NOT NULL CHECK ("position" >= 0), "start" integer unsigned NOT NULL CHECK ("start" >= 0), "end" integer unsigned NOT NULL CHECK ("end" >= 0), "title" varchar(200) NOT NULL, "text" text NOT NULL, "actor_text" varchar(300) NOT NULL, "field" varchar(100) NOT NULL, "basis" text NOT NULL, "target" text NOT NULL, "cycle" varchar(12) NOT NULL, "open_set" bool NOT NULL, "no_lead_stated" bool NOT NULL, "rule" varchar(100) NOT NULL, "state" varchar(10) NOT NULL, "reason" text NOT NULL, "decided_at" datetime NULL, "decided_by" varchar(100) NOT NULL, "version" integer unsigned NOT NULL CHECK ("version" >= 0), "changed_by" varchar(100) NOT NULL, "taken_in_at" datetime NULL, "clause_id" bigint NULL REFERENCES "sources_clause" ("id") DEFERRABLE INITIALLY DEFERRED, "document_id" bigint NOT NULL REFERENCES "sources_document" ("id") DEFERRABLE INITIALLY DEFERRED, "deadline" varchar(200) NOT NULL, "due_on" date NULL, "evidence" text NOT NULL, "points" integer unsigned NULL CHECK ("points" >= 0), "scoring_rule" text NOT NULL, CONSTRAINT "sources_proposal_has_one_place" UNIQUE ("document_id", "position"), CONSTRAINT "sources_proposal_quotes_something" CHECK ("end" > ("start")), CONSTRAINT "sources_proposal_decided_by_somebody" CHECK ((("decided_at" IS NULL AND "decided_by" = '' AND "state" = 'open') OR (NOT ("state" = 'open') AND "decided_at" IS NOT NULL AND NOT ("decided_by" = '')))), CONSTRAINT "sources_proposal_rejected_with_a_reason" CHECK (NOT ("reason" = '' AND "state" = 'rejected')), CONSTRAINT "sources_proposal_taken_in_once_accepted" CHECK (("taken_in_at" IS NULL OR "state" = 'accepted')));
INSERT INTO "new__sources_proposal" ("id", "position", "start", "end", "title", "text", "actor_text", "field", "basis", "target", "cycle", "open_set", "no_lead_stated", "rule", "state", "reason", "decided_at", "decided_by", "version", "changed_by", "taken_in_at", "clause_id", "document_id", "deadline", "due_on", "evidence", "points", "scoring_rule") SELECT "id", "position", "start", "end", "title", "text", "actor_text", "field", "basis", "target", "cycle", "open_set", "no_lead_stated", "rule", "state", "reason", "decided_at", "decided_by", "version", "changed_by", "taken_in_at", "clause_id", "document_id", "deadline", "due_on", "evidence", "points", '' FROM "sources_proposal";
DROP TABLE "sources_proposal";
ALTER TABLE "new__sources_proposal" RENAME TO "sources_proposal";
CREATE INDEX "sources_proposal_clause_id_a8886695" ON "sources_proposal" ("clause_id");
CREATE INDEX "sources_proposal_document_id_25d4c04f" ON "sources_proposal" ("document_id");

-- sources 0003_document_editions
--
-- Add field supersedes to document
--
CREATE TABLE "new__sources_document" ("id" integer NOT NULL PRIMARY KEY AUTOINCREMENT, "supersedes_id" bigint NULL UNIQUE REFERENCES "sources_document" ("id") DEFERRABLE INITIALLY DEFERRED, "kind" varchar(30) NOT NULL, "title" varchar(500) NOT NULL, "issuer" varchar(300) NOT NULL, "document_number" varchar(100) NOT NULL, "index_number" varchar(100) NOT NULL, "issued_on" date NULL, "published_at" varchar(30) NOT NULL, "language" varchar(10) NOT NULL, "file_name" varchar(255) NOT NULL, "text" text NOT NULL, "sha256" varchar(64) NOT NULL UNIQUE, "warnings" text NOT NULL CHECK ((JSON_VALID("warnings") OR "warnings" IS NULL)), "added_at" datetime NOT NULL, "added_by" varchar(100) NOT NULL, "unit_id" bigint NOT NULL REFERENCES "organisation_unit" ("id") DEFERRABLE INITIALLY DEFERRED);
INSERT INTO "new__sources_document" ("id", "kind", "title", "issuer", "document_number", "index_number", "issued_on", "published_at", "language", "file_name", "text", "sha256", "warnings", "added_at", "added_by", "unit_id", "supersedes_id") SELECT "id", "kind", "title", "issuer", "document_number", "index_number", "issued_on", "published_at", "language", "file_name", "text", "sha256", "warnings", "added_at", "added_by", "unit_id", NULL FROM "sources_document";
DROP TABLE "sources_document";
ALTER TABLE "new__sources_document" RENAME TO "sources_document";
CREATE INDEX "sources_document_unit_id_d1c15fb3" ON "sources_document" ("unit_id");
CREATE INDEX "sources_document_newest" ON "sources_document" ("added_at" DESC, "id" DESC);
--
-- Create constraint sources_document_is_not_its_own_earlier_edition on model document
--
CREATE TABLE "new__sources_document" ("id" integer NOT NULL PRIMARY KEY AUTOINCREMENT, "kind" varchar(30) NOT NULL, "title" varchar(500) NOT NULL, "issuer" varchar(300) NOT NULL, "document_number" varchar(100) NOT NULL, "index_number" varchar(100) NOT NULL, "issued_on" date NULL, "published_at" varchar(30) NOT NULL, "language" varchar(10) NOT NULL, "file_name" varchar(255) NOT NULL, "text" text NOT NULL, "sha256" varchar(64) NOT NULL UNIQUE, "warnings" text NOT NULL CHECK ((JSON_VALID("warnings") OR "warnings" IS NULL)), "added_at" datetime NOT NULL, "added_by" varchar(100) NOT NULL, "unit_id" bigint NOT NULL REFERENCES "organisation_unit" ("id") DEFERRABLE INITIALLY DEFERRED, "supersedes_id" bigint NULL UNIQUE REFERENCES "sources_document" ("id") DEFERRABLE INITIALLY DEFERRED, CONSTRAINT "sources_document_is_not_its_own_earlier_edition" CHECK (("supersedes_id" IS NULL OR NOT ("supersedes_id" = ("id") AND "supersedes_id" IS NOT NULL))));
INSERT INTO "new__sources_document" ("id", "kind", "title", "issuer", "document_number", "index_number", "issued_on", "published_at", "language", "file_name", "text", "sha256", "warnings", "added_at", "added_by", "unit_id", "supersedes_id") SELECT "id", "kind", "title", "issuer", "document_number", "index_number", "issued_on", "published_at", "language", "file_name", "text", "sha256", "warnings", "added_at", "added_by", "unit_id", "supersedes_id" FROM "sources_document";
DROP TABLE "sources_document";
ALTER TABLE "new__sources_document" RENAME TO "sources_document";
CREATE INDEX "sources_document_unit_id_d1c15fb3" ON "sources_document" ("unit_id");
CREATE INDEX "sources_document_newest" ON "sources_document" ("added_at" DESC, "id" DESC);

-- sources 0004_merging
--
-- Add field merged_into to proposal
--
ALTER TABLE "sources_proposal" ADD COLUMN "merged_into_id" bigint NULL REFERENCES "sources_proposal" ("id") DEFERRABLE INITIALLY DEFERRED;
--
-- Add field brought_by to proposedunit
--
ALTER TABLE "sources_proposedunit" ADD COLUMN "brought_by_id" bigint NULL REFERENCES "sources_proposal" ("id") DEFERRABLE INITIALLY DEFERRED;
--
-- Alter field state on proposal
--
-- (no-op)
--
-- Create constraint sources_proposal_merged_into_another on model proposal
--
CREATE TABLE "new__sources_proposal" ("id" integer NOT NULL PRIMARY KEY AUTOINCREMENT, "position" integer unsigned NOT NULL CHECK ("position" >= 0), "start" integer unsigned NOT NULL CHECK ("start" >= 0), "end" integer unsigned NOT NULL CHECK ("end" >= 0), "title" varchar(200) NOT NULL, "text" text NOT NULL, "actor_text" varchar(300) NOT NULL, "field" varchar(100) NOT NULL, "basis" text NOT NULL, "target" text NOT NULL, "cycle" varchar(12) NOT NULL, "open_set" bool NOT NULL, "no_lead_stated" bool NOT NULL, "rule" varchar(100) NOT NULL, "state" varchar(10) NOT NULL, "reason" text NOT NULL, "decided_at" datetime NULL, "decided_by" varchar(100) NOT NULL, "version" integer unsigned NOT NULL CHECK ("version" >= 0), "changed_by" varchar(100) NOT NULL, "taken_in_at" datetime NULL, "clause_id" bigint NULL REFERENCES "sources_clause" ("id") DEFERRABLE INITIALLY DEFERRED, "document_id" bigint NOT NULL REFERENCES "sources_document" ("id") DEFERRABLE INITIALLY DEFERRED, "deadline" varchar(200) NOT NULL, "due_on" date NULL, "evidence" text NOT NULL, "points" integer unsigned NULL CHECK ("points" >= 0), "scoring_rule" text NOT NULL, "merged_into_id" bigint NULL REFERENCES "sources_proposal" ("id") DEFERRABLE INITIALLY DEFERRED, CONSTRAINT "sources_proposal_has_one_place" UNIQUE ("document_id", "position"), CONSTRAINT "sources_proposal_quotes_something" CHECK ("end" > ("start")), CONSTRAINT "sources_proposal_decided_by_somebody" CHECK ((("decided_at" IS NULL AND "decided_by" = '' AND "state" = 'open') OR (NOT ("state" = 'open') AND "decided_at" IS NOT NULL AND NOT ("decided_by" = '')))), CONSTRAINT "sources_proposal_rejected_with_a_reason" CHECK (NOT ("reason" = '' AND "state" = 'rejected')), CONSTRAINT "sources_proposal_taken_in_once_accepted" CHECK (("taken_in_at" IS NULL OR "state" = 'accepted')), CONSTRAINT "sources_proposal_merged_into_another" CHECK ((("merged_into_id" IS NOT NULL AND "state" = 'merged') OR (NOT ("state" = 'merged') AND "merged_into_id" IS NULL))));
INSERT INTO "new__sources_proposal" ("id", "position", "start", "end", "title", "text", "actor_text", "field", "basis", "target", "cycle", "open_set", "no_lead_stated", "rule", "state", "reason", "decided_at", "decided_by", "version", "changed_by", "taken_in_at", "clause_id", "document_id", "deadline", "due_on", "evidence", "points", "scoring_rule", "merged_into_id") SELECT "id", "position", "start", "end", "title", "text", "actor_text", "field", "basis", "target", "cycle", "open_set", "no_lead_stated", "rule", "state", "reason", "decided_at", "decided_by", "version", "changed_by", "taken_in_at", "clause_id", "document_id", "deadline", "due_on", "evidence", "points", "scoring_rule", "merged_into_id" FROM "sources_proposal";
DROP TABLE "sources_proposal";
ALTER TABLE "new__sources_proposal" RENAME TO "sources_proposal";
CREATE INDEX "sources_proposedunit_brought_by_id_3221b182" ON "sources_proposedunit" ("brought_by_id");
CREATE INDEX "sources_proposal_clause_id_a8886695" ON "sources_proposal" ("clause_id");
CREATE INDEX "sources_proposal_document_id_25d4c04f" ON "sources_proposal" ("document_id");
CREATE INDEX "sources_proposal_merged_into_id_7660567e" ON "sources_proposal" ("merged_into_id");

-- sources 0005_proposal_targets
--
-- Add field targets to proposal
--
CREATE TABLE "new__sources_proposal" ("id" integer NOT NULL PRIMARY KEY AUTOINCREMENT, "targets" text NOT NULL, "position" integer unsigned NOT NULL CHECK ("position" >= 0), "start" integer unsigned NOT NULL CHECK ("start" >= 0), "end" integer unsigned NOT NULL CHECK ("end" >= 0), "title" varchar(200) NOT NULL, "text" text NOT NULL, "actor_text" varchar(300) NOT NULL, "field" varchar(100) NOT NULL, "basis" text NOT NULL, "target" text NOT NULL, "cycle" varchar(12) NOT NULL, "open_set" bool NOT NULL, "no_lead_stated" bool NOT NULL, "rule" varchar(100) NOT NULL, "state" varchar(10) NOT NULL, "reason" text NOT NULL, "decided_at" datetime NULL, "decided_by" varchar(100) NOT NULL, "version" integer unsigned NOT NULL CHECK ("version" >= 0), "changed_by" varchar(100) NOT NULL, "taken_in_at" datetime NULL, "clause_id" bigint NULL REFERENCES "sources_clause" ("id") DEFERRABLE INITIALLY DEFERRED, "document_id" bigint NOT NULL REFERENCES "sources_document" ("id") DEFERRABLE INITIALLY DEFERRED, "deadline" varchar(200) NOT NULL, "due_on" date NULL, "evidence" text NOT NULL, "points" integer unsigned NULL CHECK ("points" >= 0), "scoring_rule" text NOT NULL, "merged_into_id" bigint NULL REFERENCES "sources_proposal" ("id") DEFERRABLE INITIALLY DEFERRED, CONSTRAINT "sources_proposal_has_one_place" UNIQUE ("document_id", "position"), CONSTRAINT "sources_proposal_quotes_something" CHECK ("end" > ("start")), CONSTRAINT "sources_proposal_decided_by_somebody" CHECK ((("decided_at" IS NULL AND "decided_by" = '' AND "state" = 'open') OR (NOT ("state" = 'open') AND "decided_at" IS NOT NULL AND NOT ("decided_by" = '')))), CONSTRAINT "sources_proposal_rejected_with_a_reason" CHECK (NOT ("reason" = '' AND "state" = 'rejected')), CONSTRAINT "sources_proposal_taken_in_once_accepted" CHECK (("taken_in_at" IS NULL OR "state" = 'accepted')), CONSTRAINT "sources_proposal_merged_into_another" CHECK ((("merged_into_id" IS NOT NULL AND "state" = 'merged') OR (NOT ("state" = 'merged') AND "merged_into_id" IS NULL))));
INSERT INTO "new__sources_proposal" ("id", "position", "start", "end", "title", "text", "actor_text", "field", "basis", "target", "cycle", "open_set", "no_lead_stated", "rule", "state", "reason", "decided_at", "decided_by", "version", "changed_by", "taken_in_at", "clause_id", "document_id", "deadline", "due_on", "evidence", "points", "scoring_rule", "merged_into_id", "targets") SELECT "id", "position", "start", "end", "title", "text", "actor_text", "field", "basis", "target", "cycle", "open_set", "no_lead_stated", "rule", "state", "reason", "decided_at", "decided_by", "version", "changed_by", "taken_in_at", "clause_id", "document_id", "deadline", "due_on", "evidence", "points", "scoring_rule", "merged_into_id", '' FROM "sources_proposal";
DROP TABLE "sources_proposal";
ALTER TABLE "new__sources_proposal" RENAME TO "sources_proposal";
CREATE INDEX "sources_proposal_clause_id_a8886695" ON "sources_proposal" ("clause_id");
CREATE INDEX "sources_proposal_document_id_25d4c04f" ON "sources_proposal" ("document_id");
CREATE INDEX "sources_proposal_merged_into_id_7660567e" ON "sources_proposal" ("merged_into_id");

-- sources 0006_drafts_and_presence
--
-- Create model Draft
--
CREATE TABLE "sources_draft" ("id" integer NOT NULL PRIMARY KEY AUTOINCREMENT, "form" varchar(10) NOT NULL, "typed" text NOT NULL, "typed_at" datetime NOT NULL, "person_id" bigint NOT NULL REFERENCES "organisation_person" ("id") DEFERRABLE INITIALLY DEFERRED, "proposal_id" bigint NOT NULL REFERENCES "sources_proposal" ("id") DEFERRABLE INITIALLY DEFERRED, CONSTRAINT "sources_draft_is_kept_once_for_a_person" UNIQUE ("person_id", "proposal_id", "form"));
--
-- Create model Presence
--
CREATE TABLE "sources_presence" ("id" integer NOT NULL PRIMARY KEY AUTOINCREMENT, "seen_at" datetime NOT NULL, "document_id" bigint NOT NULL REFERENCES "sources_document" ("id") DEFERRABLE INITIALLY DEFERRED, "person_id" bigint NOT NULL REFERENCES "organisation_person" ("id") DEFERRABLE INITIALLY DEFERRED, "proposal_id" bigint NULL REFERENCES "sources_proposal" ("id") DEFERRABLE INITIALLY DEFERRED, CONSTRAINT "sources_presence_is_of_one_person" UNIQUE ("document_id", "person_id"));
CREATE INDEX "sources_draft_person_id_4216e14f" ON "sources_draft" ("person_id");
CREATE INDEX "sources_draft_proposal_id_8a4f6f2d" ON "sources_draft" ("proposal_id");
CREATE INDEX "sources_draft_typed_at" ON "sources_draft" ("typed_at");
CREATE INDEX "sources_presence_document_id_4de2b900" ON "sources_presence" ("document_id");
CREATE INDEX "sources_presence_person_id_fe37e24c" ON "sources_presence" ("person_id");
CREATE INDEX "sources_presence_proposal_id_62ec45d2" ON "sources_presence" ("proposal_id");

-- sources 0007_uploads
--
-- Create model Upload
--
CREATE TABLE "sources_upload" ("id" integer NOT NULL PRIMARY KEY AUTOINCREMENT, "progress" integer unsigned NOT NULL CHECK ("progress" >= 0), "stirred_at" datetime NULL, "starts" smallint unsigned NOT NULL CHECK ("starts" >= 0), "asked_by" bigint NULL, "fault" text NOT NULL CHECK ((JSON_VALID("fault") OR "fault" IS NULL)), "kind" varchar(30) NOT NULL, "title" varchar(500) NOT NULL, "language" varchar(10) NOT NULL, "file_name" varchar(255) NOT NULL, "sha256" varchar(64) NOT NULL, "content" BLOB NOT NULL, "state" varchar(10) NOT NULL, "begun_at" datetime NOT NULL, "begun_by" varchar(100) NOT NULL, "document_id" bigint NULL REFERENCES "sources_document" ("id") DEFERRABLE INITIALLY DEFERRED, "unit_id" bigint NOT NULL REFERENCES "organisation_unit" ("id") DEFERRABLE INITIALLY DEFERRED);
CREATE INDEX "sources_upload_document_id_41095fc5" ON "sources_upload" ("document_id");
CREATE INDEX "sources_upload_unit_id_06b4c80c" ON "sources_upload" ("unit_id");
CREATE INDEX "sources_upload_age" ON "sources_upload" ("begun_at");
