package io.onefold.embedded.internal.silo;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.StringReader;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class SqlScriptTest {

    @Test
    void semicolonsInTextsNamesCommentsAndBodiesEndNothing() throws IOException {
        assertThat(
                        postgres(
                                """
                        -- a comment; with a semicolon
                        insert into "a;b" values ('it''s; fine', E'a\\'; b', 'back\\');
                        /* one; /* two; */ still; */ select 1;
                        create function f() returns int as $body$ begin; return $1; end $body$ language plpgsql;
                        do $$ begin null; end $$;
                        select a$b, 'x' ; ;
                        """))
                .containsExactly(
                        "insert into \"a;b\" values ('it''s; fine', E'a\\'; b', 'back\\')",
                        "select 1",
                        "create function f() returns int as $body$ begin; return $1; end $body$ language plpgsql",
                        "do $$ begin null; end $$",
                        "select a$b, 'x'");
    }

    @Test
    void mariaDbHasItsOwnQuotesAndComments() throws IOException {
        assertThat(
                        mariadb(
                                """
                        # a comment; here
                        insert into `a;b` values ('it\\'s; fine', "say \\"x;\\"");
                        /*!40101 set names utf8mb4 */;
                        select 1 -- last; words
                        """))
                .containsExactly(
                        "insert into `a;b` values ('it\\'s; fine', \"say \\\"x;\\\"\")",
                        "/*!40101 set names utf8mb4 */",
                        "select 1");
    }

    @Test
    void aLineForPsqlIsAStatementOfItsOwn() throws IOException {
        assertThat(postgres("select 1;\n\\copy a from 'b;c.csv' with (format csv)\nselect 2;"))
                .containsExactly(
                        "select 1", "\\copy a from 'b;c.csv' with (format csv)", "select 2");
    }

    @Test
    void aFileOfCommentsHasNoStatement() throws IOException {
        assertThat(postgres("-- nothing\n\n/* here */")).isEmpty();
    }

    private static List<String> postgres(String text) throws IOException {
        return statements(text, SqlScript.Dialect.POSTGRES);
    }

    private static List<String> mariadb(String text) throws IOException {
        return statements(text, SqlScript.Dialect.MARIADB);
    }

    private static List<String> statements(String text, SqlScript.Dialect dialect)
            throws IOException {
        SqlScript script = new SqlScript(new StringReader(text), dialect);
        List<String> statements = new ArrayList<>();
        for (Optional<String> next = script.next(); next.isPresent(); next = script.next()) {
            statements.add(next.get());
        }
        return statements;
    }
}
