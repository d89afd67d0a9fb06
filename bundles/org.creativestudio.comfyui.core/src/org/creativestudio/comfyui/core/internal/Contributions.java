// SPDX-License-Identifier: EPL-2.0
package org.creativestudio.comfyui.core.internal;

import java.lang.System.Logger.Level;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

import org.eclipse.core.runtime.CoreException;
import org.eclipse.core.runtime.IConfigurationElement;
import org.eclipse.core.runtime.IExtensionRegistry;
import org.eclipse.core.runtime.InvalidRegistryObjectException;
import org.eclipse.jdt.annotation.Nullable;

/**
 * The objects contributed to one extension point of this bundle, made at first use and kept as long as their bundle is there. A
 * contributor that can't be used is logged and left out. Safe for any thread.
 *
 * @param <T> what a contribution implements
 */
public final class Contributions<T> {

	private static final System.Logger LOG = System.getLogger(Contributions.class.getName());
	private static final String BUNDLE = "org.creativestudio.comfyui.core"; //$NON-NLS-1$

	/**
	 * One contribution.
	 *
	 * @param element what the contributor wrote
	 */
	record Contribution(String id, String name, String description, IConfigurationElement element) {
	}

	private final IExtensionRegistry registry;
	private final String point;
	private final String element;
	private final Class<T> type;
	private final Map<IConfigurationElement, Optional<T>> made = new LinkedHashMap<>();

	Contributions(IExtensionRegistry registry, String point, String element, Class<T> type) {
		this.registry = registry;
		this.point = point;
		this.element = element;
		this.type = type;
	}

	/** What is contributed now; of several with the same id the first one counts. */
	List<Contribution> list() {
		Map<String, Contribution> byId = new LinkedHashMap<>();
		for (IConfigurationElement candidate : registry.getConfigurationElementsFor(BUNDLE, point)) {
			try {
				if (!candidate.getName().equals(element))
					continue;
				String id = candidate.getAttribute("id"); //$NON-NLS-1$
				if (id == null || id.isBlank()) {
					LOG.log(Level.WARNING, "A contribution of {0} to {1} has no id and is left out", //$NON-NLS-1$
							candidate.getContributor().getName(), point);
					continue;
				}
				Contribution contribution = new Contribution(id, text(candidate, "name", id), text(candidate, "description", ""), //$NON-NLS-1$ //$NON-NLS-2$ //$NON-NLS-3$
						candidate);
				Contribution first = byId.putIfAbsent(id, contribution);
				if (first != null)
					LOG.log(Level.WARNING, "{0} contributes {1} to {2}, which {3} has done already; it is left out", //$NON-NLS-1$
							candidate.getContributor().getName(), id, point, first.element.getContributor().getName());
			} catch (InvalidRegistryObjectException e) {
				LOG.log(Level.DEBUG, "A contribution to {0} has just gone", point); //$NON-NLS-1$
			}
		}
		return new ArrayList<>(byId.values());
	}

	/** The object of a contribution; empty when it could not be made. */
	synchronized Optional<T> get(Contribution contribution) {
		made.keySet().removeIf(known -> !known.isValid());
		return made.computeIfAbsent(contribution.element, this::make);
	}

	Optional<T> find(String id) {
		return contribution(id).flatMap(this::get);
	}

	Optional<Contribution> contribution(String id) {
		return list().stream().filter(contribution -> contribution.id.equals(id)).findFirst();
	}

	/** An object that nobody else gets; empty when it could not be made. */
	Optional<T> create(Contribution contribution) {
		return make(contribution.element);
	}

	private Optional<T> make(IConfigurationElement candidate) {
		try {
			Object object = candidate.createExecutableExtension("class"); //$NON-NLS-1$
			if (type.isInstance(object))
				return Optional.of(type.cast(object));
			LOG.log(Level.WARNING, "{0} of {1} is no {2} and is left out", object.getClass().getName(), //$NON-NLS-1$
					candidate.getContributor().getName(), type.getSimpleName());
		} catch (CoreException | RuntimeException | LinkageError e) {
			LOG.log(Level.WARNING, "A contribution to " + point + " could not be made and is left out", e); //$NON-NLS-1$ //$NON-NLS-2$
		}
		return Optional.empty();
	}

	private static String text(IConfigurationElement candidate, String attribute, String otherwise) {
		@Nullable
		String value = candidate.getAttribute(attribute);
		return value == null || value.isBlank() ? otherwise : value;
	}
}
