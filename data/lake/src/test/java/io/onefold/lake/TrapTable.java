package io.onefold.lake;

import io.onefold.model.Column;
import io.onefold.model.TableName;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.apache.iceberg.DataFile;
import org.apache.iceberg.FileScanTask;
import org.apache.iceberg.Table;
import org.apache.iceberg.io.CloseableIterable;
import org.apache.iceberg.types.Conversions;
import org.apache.iceberg.types.Types;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.TestInfo;

/// A table for each test, in a lake of its own for each class of tests.
abstract class TrapTable {

    static LakeFixture fixture;
    static LakeSession session;
    static int tables;

    TableName name;

    @BeforeAll
    static void open() {
        fixture = new LakeFixture();
        session = fixture.session();
    }

    @AfterAll
    static void close() {
        session.close();
        fixture.close();
    }

    @BeforeEach
    void nameTable(TestInfo info) {
        name = TableName.of("raw", "traps", "t" + tables++);
    }

    void create(Column column, io.onefold.lake.PartitionField... partition) {
        fixture.lake.create(name, List.of(column), List.of(partition));
    }

    Commit append(String select) {
        return session.publish(new Write(name, select, new WriteMode.Append(), "run"));
    }

    List<String> read(String select) {
        session.attach(name);
        return LakeFixture.rows(session, select + " FROM " + DuckSql.table(name) + " ORDER BY ALL");
    }

    List<DataFile> files() {
        Table table = fixture.lake.tables().load(name);
        List<DataFile> files = new ArrayList<>();
        try (CloseableIterable<FileScanTask> tasks =
                table.newScan().includeColumnStats().planFiles()) {
            tasks.forEach(t -> files.add(t.file().copy()));
        } catch (java.io.IOException e) {
            throw new java.io.UncheckedIOException(e);
        }
        return files;
    }

    Object bound(Map<Integer, ByteBuffer> bounds) {
        Types.NestedField field = fixture.lake.tables().load(name).schema().columns().getFirst();
        ByteBuffer bound = bounds == null ? null : bounds.get(field.fieldId());
        return bound == null ? null : Conversions.fromByteBuffer(field.type(), bound);
    }
}
