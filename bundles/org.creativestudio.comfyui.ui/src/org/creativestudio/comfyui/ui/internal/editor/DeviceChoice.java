// SPDX-License-Identifier: EPL-2.0
package org.creativestudio.comfyui.ui.internal.editor;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

import org.creativestudio.comfyui.core.InstanceConfiguration;
import org.creativestudio.comfyui.core.launching.ComputeDevice;
import org.eclipse.jface.layout.GridDataFactory;
import org.eclipse.osgi.util.NLS;
import org.eclipse.swt.SWT;
import org.eclipse.swt.widgets.Combo;

/** The GPU of an instance: one of those that are there, shown with name and memory, or any word that is typed. UI thread. */
final class DeviceChoice {

	private static final double GIB = 1L << 30;

	private final Combo combo;
	/** Devices by what is shown for them. */
	private final Map<String, String> byLabel = new LinkedHashMap<>();

	DeviceChoice(Page page, Page.Key key, Runnable changed) {
		page.label(key);
		combo = new Combo(page.body(), SWT.DROP_DOWN);
		GridDataFactory.fillDefaults().grab(true, false).span(2, 1).hint(page.width(), SWT.DEFAULT).applyTo(combo);
		offer(Messages.gpu_auto, "auto"); //$NON-NLS-1$
		offer(Messages.gpu_cpu, "cpu"); //$NON-NLS-1$
		combo.addListener(SWT.Modify, event -> changed.run());
		page.add(key, combo, new Page.Binding(this::show, (builder, before) -> builder.gpuDevice(device()), combo::setEnabled));
	}

	private void offer(String label, String device) {
		byLabel.put(label, device);
		combo.add(label);
	}

	/** Offers the GPUs of this computer. */
	void offer(List<ComputeDevice> devices) {
		String before = device();
		for (ComputeDevice device : devices) {
			Long memory = device.memoryTotal();
			String label = memory == null ? NLS.bind(Messages.gpu_named, device.device(), device.name())
					: NLS.bind(Messages.gpu_namedMemory,
							new Object[] { device.device(), device.name(), String.format(Locale.ROOT, "%.0f", memory / GIB) }); //$NON-NLS-1$
			if (!byLabel.containsKey(label))
				offer(label, device.device());
		}
		show(before);
	}

	private void show(InstanceConfiguration configuration) {
		show(configuration.gpuDevice());
	}

	private void show(String device) {
		String text = byLabel.entrySet().stream().filter(entry -> entry.getValue().equals(device)).map(Map.Entry::getKey).findFirst()
				.orElse(device);
		if (!device().equals(device) || byLabel.containsKey(text) && !combo.getText().equals(text))
			combo.setText(text);
	}

	private String device() {
		String text = combo.getText().strip();
		return byLabel.getOrDefault(text, text);
	}
}
