package dev.sextant.contracts;

import com.fasterxml.jackson.annotation.JsonSetter;
import com.fasterxml.jackson.annotation.Nulls;
import com.fasterxml.jackson.databind.introspect.Annotated;
import com.fasterxml.jackson.databind.introspect.AnnotatedParameter;
import com.fasterxml.jackson.databind.introspect.JacksonAnnotationIntrospector;
import java.lang.reflect.AnnotatedType;
import java.lang.reflect.Executable;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Reads a text, list or map that is not there as an empty one, unless it may be null: the way back
 * from a form in which nothing empty is written.
 */
final class EmptyWhenAbsent extends JacksonAnnotationIntrospector {
  private static final long serialVersionUID = 1L;

  @Override
  public JsonSetter.Value findSetterInfo(Annotated annotated) {
    return annotated instanceof AnnotatedParameter parameter && canBeEmpty(parameter)
        ? JsonSetter.Value.forValueNulls(Nulls.AS_EMPTY)
        : super.findSetterInfo(annotated);
  }

  private static boolean canBeEmpty(AnnotatedParameter parameter) {
    Class<?> type = parameter.getRawType();
    return (type == String.class || type == List.class || type == Map.class)
        && !isNullable(parameter);
  }

  private static boolean isNullable(AnnotatedParameter parameter) {
    Executable constructor = (Executable) parameter.getOwner().getMember();
    AnnotatedType[] types = constructor.getAnnotatedParameterTypes();
    return types[parameter.getIndex()].isAnnotationPresent(Nullable.class);
  }
}
