import GRDB

/// The tables of the evidence log, version by version.
enum Schema {
    /// Marks the file as an evidence log (SQLite's `application_id`): "ASSY".
    static let applicationID: Int32 = 0x4153_5359

    static var migrator: DatabaseMigrator {
        var migrator = DatabaseMigrator()
        migrator.registerMigration("1") { database in
            try database.execute(sql: "PRAGMA application_id = \(applicationID)")
            try database.execute(sql: dictionaries + log + rollUps)
        }
        migrator.registerMigration("2", migrate: TokenBackfill.run)
        migrator.registerMigration("3") { try $0.execute(sql: live) }
        migrator.registerMigration("4") { try $0.execute(sql: liveIndexes) }
        migrator.registerMigration("5: lines of evidence") { try $0.execute(sql: lines) }
        migrator.registerMigration("6: what audits said") { try $0.execute(sql: auditNotes) }
        migrator.registerMigration("7: what data sets audits read") {
            try $0.execute(sql: "ALTER TABLE audit_note ADD COLUMN datasets TEXT")
        }
        migrator.registerMigration("8: what hangs on a case") {
            try $0.execute(sql: indexesForRemoval)
        }
        migrator.registerMigration("9: with what chance labels were drawn") {
            try $0.execute(sql: "ALTER TABLE outcome ADD COLUMN label_probability REAL")
        }
        migrator.registerMigration("10: how sure a judge was") {
            try $0.execute(sql: "ALTER TABLE outcome ADD COLUMN confidence REAL")
        }
        return migrator
    }

    /// Brings a log up to date, even where another process is doing so at this moment.
    ///
    /// Of two that begin the same version, the second waits for the first and then fails, as all is
    /// there: looking again, it finds the version done.
    static func migrate(_ pool: DatabasePool) throws {
        for _ in migrator.migrations {
            do {
                return try migrator.migrate(pool)
            } catch let error as DatabaseError
                where [.SQLITE_ERROR, .SQLITE_CONSTRAINT].contains(error.resultCode)
            {
                continue
            }
        }
        try migrator.migrate(pool)
    }

    /// By the hash of a frozen plan, where in the log it begins; never changed once written.
    private static let lines = """
        CREATE TABLE line_of_evidence (
            feature_id INTEGER NOT NULL REFERENCES feature,
            number INTEGER NOT NULL,
            plan TEXT NOT NULL,
            noted_at INTEGER NOT NULL,
            first_case INTEGER NOT NULL,
            PRIMARY KEY (feature_id, number),
            UNIQUE (feature_id, plan)
        ) STRICT, WITHOUT ROWID;
        """

    /// By moment, what audits said: their figures over time; never changed once written.
    private static let auditNotes = """
        CREATE TABLE audit_note (
            feature_id INTEGER NOT NULL REFERENCES feature,
            ran_at INTEGER NOT NULL,
            audit TEXT NOT NULL,
            question TEXT NOT NULL,
            scope TEXT NOT NULL,
            observations INTEGER NOT NULL,
            status TEXT NOT NULL,
            sentence TEXT NOT NULL,
            n INTEGER NOT NULL,
            measure TEXT,
            estimate REAL,
            low REAL,
            high REAL,
            PRIMARY KEY (feature_id, ran_at, audit, question, scope)
        ) STRICT, WITHOUT ROWID;
        """

    /// What rows refer to by number.
    private static let dictionaries = """
        CREATE TABLE feature (
            feature_id INTEGER PRIMARY KEY,
            name TEXT NOT NULL UNIQUE,
            cases INTEGER NOT NULL DEFAULT 0,
            -- How many of them have moved from new_case_entry to case_entry.
            settled_cases INTEGER NOT NULL DEFAULT 0,
            counting_rule TEXT NOT NULL
        ) STRICT;
        CREATE TABLE question (
            question_id INTEGER PRIMARY KEY,
            feature_id INTEGER NOT NULL REFERENCES feature,
            name TEXT NOT NULL,
            type TEXT NOT NULL,
            observations INTEGER NOT NULL DEFAULT 0,
            outcomes INTEGER NOT NULL DEFAULT 0,
            first_logged_at INTEGER,
            last_logged_at INTEGER,
            UNIQUE (feature_id, name)
        ) STRICT;
        -- A value keeps its code for ever, whatever the feature file's order becomes.
        CREATE TABLE question_value (
            question_id INTEGER NOT NULL REFERENCES question,
            code INTEGER NOT NULL,
            value TEXT NOT NULL,
            PRIMARY KEY (question_id, code),
            UNIQUE (question_id, value)
        ) STRICT, WITHOUT ROWID;
        CREATE TABLE path_version (
            version_id INTEGER PRIMARY KEY,
            feature_id INTEGER NOT NULL REFERENCES feature,
            path TEXT NOT NULL,
            hash TEXT NOT NULL,
            first_logged_at INTEGER NOT NULL,
            UNIQUE (feature_id, path, hash)
        ) STRICT;
        CREATE TABLE rule (
            feature_id INTEGER NOT NULL REFERENCES feature,
            number INTEGER NOT NULL,
            name TEXT NOT NULL,
            PRIMARY KEY (feature_id, number),
            UNIQUE (feature_id, name)
        ) STRICT, WITHOUT ROWID;
        CREATE TABLE version_set (
            version_set_id INTEGER PRIMARY KEY,
            versions TEXT NOT NULL UNIQUE
        ) STRICT;
        CREATE TABLE source (
            source_id INTEGER PRIMARY KEY,
            name TEXT NOT NULL,
            signature TEXT NOT NULL UNIQUE
        ) STRICT;

        """

    /// What is never changed once written.
    ///
    /// Ids are UUIDs of version 7, times microseconds since 1970, money nano-dollars; `answers`,
    /// `input`, `groups` and `slices` are JSON.
    private static let log = """
        CREATE TABLE observation (
            seq INTEGER PRIMARY KEY,
            observation_id BLOB NOT NULL,
            request_id BLOB NOT NULL,
            question_id INTEGER NOT NULL REFERENCES question,
            case_number INTEGER NOT NULL,
            case_id TEXT NOT NULL,
            time INTEGER,
            logged_at INTEGER NOT NULL,
            environment INTEGER NOT NULL,
            input TEXT NOT NULL,
            user_id TEXT,
            groups TEXT,
            slices TEXT,
            in_charge TEXT,
            in_charge_probability REAL NOT NULL,
            shown INTEGER,
            version_set_id INTEGER NOT NULL REFERENCES version_set,
            answers TEXT NOT NULL
        ) STRICT;
        CREATE TABLE outcome (
            seq INTEGER PRIMARY KEY,
            outcome_id BLOB NOT NULL,
            question_id INTEGER NOT NULL REFERENCES question,
            case_id TEXT NOT NULL,
            value INTEGER NOT NULL,
            source TEXT NOT NULL,
            rater TEXT,
            shown_output_of TEXT,
            observed_at INTEGER,
            received_at INTEGER NOT NULL,
            supersedes TEXT
        ) STRICT;

        """

    /// What is kept while writing, so that neither a resumption nor a verdict reads the log.
    ///
    /// A block is one row with the cells of consecutive cases.
    private static let rollUps =
        caseEntries("new_case_entry") + caseEntries("case_entry") + """
            CREATE TABLE case_block (
                feature_id INTEGER NOT NULL,
                block INTEGER NOT NULL,
                cells BLOB NOT NULL,
                PRIMARY KEY (feature_id, block)
            ) STRICT;
            CREATE TABLE outcome_block (
                question_id INTEGER NOT NULL,
                block INTEGER NOT NULL,
                cells BLOB NOT NULL,
                PRIMARY KEY (question_id, block)
            ) STRICT;
            CREATE TABLE answer_block (
                question_id INTEGER NOT NULL,
                version_id INTEGER NOT NULL,
                repeat INTEGER NOT NULL,
                block INTEGER NOT NULL,
                cells BLOB NOT NULL,
                PRIMARY KEY (question_id, version_id, repeat, block)
            ) STRICT;
            -- By outcome.seq, the case that the outcome is about, or that it waits for.
            CREATE TABLE case_outcome (
                case_number INTEGER NOT NULL,
                question_id INTEGER NOT NULL,
                seq INTEGER NOT NULL,
                PRIMARY KEY (case_number, question_id, seq)
            ) STRICT, WITHOUT ROWID;
            CREATE TABLE waiting_outcome (
                question_id INTEGER NOT NULL,
                case_id TEXT NOT NULL,
                seq INTEGER NOT NULL,
                PRIMARY KEY (question_id, case_id, seq)
            ) STRICT, WITHOUT ROWID;
            -- The model's own name for itself in the replies behind the answers of a version.
            CREATE TABLE model_identity (
                version_id INTEGER NOT NULL,
                model TEXT NOT NULL,
                answers INTEGER NOT NULL,
                PRIMARY KEY (version_id, model)
            ) STRICT, WITHOUT ROWID;
            """

    private static func caseEntries(_ table: String) -> String {
        """
        CREATE TABLE \(table) (
            feature_id INTEGER NOT NULL REFERENCES feature,
            case_id TEXT NOT NULL,
            case_number INTEGER NOT NULL,
            input_hash INTEGER NOT NULL,
            PRIMARY KEY (feature_id, case_id)
        ) STRICT, WITHOUT ROWID;

        """
    }
}
