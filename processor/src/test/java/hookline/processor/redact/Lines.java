package hookline.processor.redact;

import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.util.stream.Stream;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.params.provider.AnnotationBasedArgumentsProvider;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.ArgumentsSource;
import org.junit.jupiter.params.support.ParameterDeclarations;

/** A table of cases, one a line of a text block, as {@link Marked} reads them. */
@Retention(RetentionPolicy.RUNTIME)
@ArgumentsSource(Lines.Provider.class)
@interface Lines {
    String value();

    final class Provider extends AnnotationBasedArgumentsProvider<Lines> {
        @Override
        protected Stream<? extends Arguments> provideArguments(
                ParameterDeclarations parameters, ExtensionContext context, Lines lines) {
            return lines.value().lines().map(Arguments::of);
        }
    }
}
