package org.tocsin.cli.api;

import java.util.regex.Pattern;
import org.tocsin.kernel.Printable;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;

/** A span of whole days, written {@code 7d} or {@code 2w}. */
public record Days(int count) {
    private static final Pattern TEXT = Pattern.compile("([1-9][0-9]{0,3})([dw])");

    /** Reads what stands on the command line. */
    public static final class Converter implements ITypeConverter<Days> {
        @Override
        public Days convert(String text) {
            var read = TEXT.matcher(text);
            if (!read.matches()) {
                throw new TypeConversionException("'" + Printable.of(text)
                        + "' is no span of whole days; write 7d for seven days, 2w for two weeks");
            }
            return new Days(Integer.parseInt(read.group(1)) * ("w".equals(read.group(2)) ? 7 : 1));
        }
    }
}
