package io.onefold.fraud.port;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.onefold.fraud.ProblemException;
import io.onefold.model.access.Principal;
import java.util.List;
import org.junit.jupiter.api.Test;

/// What every book does. An adapter's test extends it.
public abstract class BookKit {

    private static final Principal ANA = Principal.localOperator("ana");
    private static final Principal BEA = Principal.localOperator("bea");

    /// An empty book.
    protected abstract Book book();

    @Test
    void anEmptyBookHasEditionZero() {
        assertThat(book().current().number()).isZero();
        assertThat(book().current().versions()).isEmpty();
    }

    @Test
    void versionsRiseAndAnEqualBodyIsNoNewOne() {
        Book book = book();
        BookVersion first = book.write("R1", "{\"a\":1}", ANA);
        assertThat(first.version()).isEqualTo(1);
        assertThat(first.mode()).isEqualTo(Mode.DRAFT);
        assertThat(book.write("R1", "{\"a\":1}", BEA).number()).isEqualTo(first.number());
        assertThat(book.write("R1", "{\"a\":2}", ANA).version()).isEqualTo(2);
        assertThat(book.write("R2", "{\"a\":1}", ANA).version()).isEqualTo(1);
        assertThat(book.versions("R1")).hasSize(2);
        assertThat(book.versions(null)).hasSize(3);
        assertThat(book.current().number()).isZero();
    }

    @Test
    void theVersionThatBecomesActiveRetiresTheOneBefore() {
        Book book = book();
        book.write("R1", "{\"a\":1}", ANA);
        book.write("R1", "{\"a\":2}", ANA);
        Edition one = book.move("R1", 1, Mode.ACTIVE, BEA);
        Edition two = book.move("R1", 2, Mode.ACTIVE, BEA);
        assertThat(two.number()).isGreaterThan(one.number());
        assertThat(book.current().versions())
                .singleElement()
                .satisfies(
                        version -> {
                            assertThat(version.version()).isEqualTo(2);
                            assertThat(version.approver()).isEqualTo("bea");
                            assertThat(version.activeFrom()).isNotNull();
                            assertThat(version.body()).isEqualTo("{\"a\":2}");
                        });
        assertThat(book.versions("R1").getFirst().mode()).isEqualTo(Mode.RETIRED);
    }

    @Test
    void anOldEditionReadsAsItStood() {
        Book book = book();
        book.write("R1", "{\"a\":1}", ANA);
        book.write("R2", "{\"a\":1}", ANA);
        Edition one = book.move("R2", 1, Mode.SHADOW, BEA);
        book.move("R1", 1, Mode.ACTIVE, BEA);
        book.move("R2", 1, Mode.RETIRED, BEA);
        assertThat(book.edition(one.number()).orElseThrow().versions())
                .singleElement()
                .satisfies(
                        version -> {
                            assertThat(version.id()).isEqualTo("R2");
                            assertThat(version.mode()).isEqualTo(Mode.SHADOW);
                        });
        assertThat(book.current().versions()).extracting(BookVersion::id).containsExactly("R1");
        assertThat(book.edition(one.number() + 1000)).isEmpty();
        assertThatThrownBy(() -> book.move("R9", 1, Mode.ACTIVE, BEA))
                .isInstanceOf(ProblemException.class);
    }

    @Test
    void versionsAddedTogetherBeginOneEditionAndTheSameAgainChangeNothing() {
        Book book = book();
        List<NewVersion> fresh =
                List.of(
                        new NewVersion("R2", "{\"a\":2}", Mode.SHADOW),
                        new NewVersion("R1", "{\"a\":1}", Mode.ACTIVE),
                        new NewVersion("R3", "{\"a\":3}", Mode.DRAFT));
        List<BookVersion> added = book.add(fresh, ANA, BEA);
        long number = book.current().number();

        assertThat(added).extracting(BookVersion::title).containsExactly("R2@1", "R1@1", "R3@1");
        assertThat(added).extracting(BookVersion::author).containsOnly("ana");
        assertThat(added.get(1).approver()).isEqualTo("bea");
        assertThat(added.get(1).activeFrom()).isNotNull();
        assertThat(book.current().versions())
                .extracting(BookVersion::id)
                .containsExactly("R1", "R2");
        assertThat(book.edition(number - 1).orElseThrow().versions()).isEmpty();

        assertThat(book.add(fresh, BEA, BEA)).isEqualTo(added);
        assertThat(book.current().number()).isEqualTo(number);
    }

    @Test
    void ofVersionsAddedTogetherAllOrNoneAreKept() {
        Book book = book();
        book.add(List.of(new NewVersion("R1", "{\"a\":1}", Mode.ACTIVE)), ANA, BEA);
        Edition before = book.current();
        assertThatThrownBy(
                        () ->
                                book.add(
                                        List.of(new NewVersion("R1", "{\"a\":2}", Mode.ACTIVE)),
                                        ANA,
                                        BEA))
                .isInstanceOf(ProblemException.class);
        assertThat(book.versions("R1")).hasSize(1);
        assertThat(book.current()).isEqualTo(before);
    }
}
