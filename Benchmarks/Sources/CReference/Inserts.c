#include "Inserts.h"

#include <sqlite3.h>
#include <stdlib.h>
#include <string.h>

enum { batch = 1000, integers = 8, id_size = 16 };

static int open_log(const char *path, sqlite3 **database, sqlite3_stmt **insert) {
    int code = sqlite3_open(path, database);
    if (code != SQLITE_OK) return code;
    code = sqlite3_exec(
        *database,
        "PRAGMA journal_mode = WAL; PRAGMA synchronous = FULL;"
        "CREATE TABLE row (seq INTEGER PRIMARY KEY, id BLOB, a INTEGER, b INTEGER, c INTEGER,"
        " d INTEGER, e INTEGER, f INTEGER, g INTEGER, h INTEGER, text TEXT)",
        NULL, NULL, NULL);
    if (code != SQLITE_OK) return code;
    return sqlite3_prepare_v2(
        *database, "INSERT INTO row VALUES (NULL, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)", -1, insert, NULL);
}

static int write_row(sqlite3_stmt *insert, int64_t row, const char *text, int length) {
    char id[id_size] = {0};
    memcpy(id, &row, sizeof row);
    sqlite3_bind_blob(insert, 1, id, id_size, SQLITE_STATIC);
    for (int column = 0; column < integers; column++) {
        sqlite3_bind_int64(insert, 2 + column, row * (column + 1));
    }
    sqlite3_bind_text(insert, 2 + integers, text, length, SQLITE_STATIC);
    const int code = sqlite3_step(insert);
    sqlite3_reset(insert);
    return code == SQLITE_DONE ? SQLITE_OK : code;
}

static int write_rows(sqlite3 *database, sqlite3_stmt *insert, int64_t rows, size_t row_size) {
    const size_t others = id_size + integers * 4;
    const size_t length = row_size > others ? row_size - others : 1;
    char *text = malloc(length);
    if (!text) return SQLITE_NOMEM;
    memset(text, 'x', length);
    int code = SQLITE_OK;
    for (int64_t row = 0; row < rows && code == SQLITE_OK; row++) {
        if (row % batch == 0) code = sqlite3_exec(database, "BEGIN", NULL, NULL, NULL);
        if (code == SQLITE_OK) code = write_row(insert, row, text, (int)length);
        if (code == SQLITE_OK && (row % batch == batch - 1 || row == rows - 1)) {
            code = sqlite3_exec(database, "COMMIT", NULL, NULL, NULL);
        }
    }
    free(text);
    return code;
}

int sqlite_inserts(const char *path, int64_t rows, size_t row_size) {
    sqlite3 *database = NULL;
    sqlite3_stmt *insert = NULL;
    int code = open_log(path, &database, &insert);
    if (code == SQLITE_OK) code = write_rows(database, insert, rows, row_size);
    sqlite3_finalize(insert);
    const int closed = sqlite3_close(database);
    return code == SQLITE_OK ? closed : code;
}
