import GRDB

extension Schema {
    /// Whether the log has the tables of `live`: an older one that cannot be written has not.
    static func hasLive(_ database: Database) throws -> Bool {
        try database.tableExists("event")
    }

    /// What the gateway logs beside observations and outcomes.
    static let live = """
        -- What only a live request has, as JSON.
        ALTER TABLE observation ADD COLUMN live TEXT;
        -- What people did with an answer; never changed once written. Of a known client_id nothing
        -- is written again.
        CREATE TABLE event (
            seq INTEGER PRIMARY KEY,
            event_id BLOB NOT NULL,
            feature_id INTEGER NOT NULL REFERENCES feature,
            client_id TEXT NOT NULL,
            kind TEXT NOT NULL,
            observation_id BLOB,
            case_id TEXT,
            question TEXT,
            value TEXT,
            user_id TEXT,
            observed_at INTEGER,
            received_at INTEGER NOT NULL,
            UNIQUE (feature_id, client_id)
        ) STRICT;
        -- By the caller's id, the outcome that it stands for, and a hash of what it said.
        CREATE TABLE outcome_submission (
            feature_id INTEGER NOT NULL,
            client_id TEXT NOT NULL,
            content BLOB NOT NULL,
            outcome_id BLOB NOT NULL,
            received_at INTEGER NOT NULL,
            PRIMARY KEY (feature_id, client_id)
        ) STRICT, WITHOUT ROWID;
        -- A change to how a feature is run; never changed once written.
        CREATE TABLE control_change (
            seq INTEGER PRIMARY KEY,
            feature_id INTEGER NOT NULL REFERENCES feature,
            kind TEXT NOT NULL,
            actor TEXT,
            changed_at INTEGER NOT NULL,
            detail TEXT NOT NULL
        ) STRICT;
        -- Up to where a spool is in the log.
        CREATE TABLE spool_cursor (
            spool_id BLOB PRIMARY KEY,
            next_segment INTEGER NOT NULL,
            next_offset INTEGER NOT NULL,
            held_segment INTEGER NOT NULL,
            held_offset INTEGER NOT NULL
        ) STRICT, WITHOUT ROWID;
        -- By a hash of the name: what a spool still holds of them from before is not logged.
        CREATE TABLE deleted_user (
            user_hash BLOB PRIMARY KEY,
            deleted_at INTEGER NOT NULL
        ) STRICT, WITHOUT ROWID;
        """

    /// Finds what goes with an observation, a case or an outcome.
    static let indexesForRemoval = """
        CREATE INDEX event_observation ON event (observation_id)
            WHERE observation_id IS NOT NULL;
        CREATE INDEX event_case ON event (feature_id, case_id) WHERE case_id IS NOT NULL;
        CREATE INDEX submission_outcome ON outcome_submission (outcome_id);
        """

    /// Finds what the gateway has answered; what a replay logs is in neither.
    static let liveIndexes = """
        CREATE INDEX live_observation ON observation (observation_id) WHERE live IS NOT NULL;
        CREATE INDEX live_question ON observation (question_id) WHERE live IS NOT NULL;
        """
}
